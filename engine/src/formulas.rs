//! The formulas that reports are computed with, a page each: what goes in, what comes out, where it stops being
//! true. The computing itself is in `analysis`; a report shows it with its figures put in.

/// A formula.
#[derive(Debug)]
pub struct Formula {
    /// Id; that of the estimate or report field that it gives.
    pub id: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// The formula, in words.
    pub formula: &'static str,
    /// Its page. Markdown.
    pub page: &'static str,
    /// Texts and sections.
    pub source: &'static str,
}

const USEFUL: &str = "worked-examples § Useful formulas";
const ENVELOPE: &str = "mental-models § 17. The Back-of-Envelope Calculations";
const SERVERS: &str = "worked-examples § Example 1, Detailed server estimate 1. API Servers";
const DOWNTIME: &str = "zero-to-hero § 1.1 Understanding System Design Basics";

/// A formula by id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Formula> {
    ALL.iter().find(|formula| formula.id == id)
}

/// All formulas, sorted by id.
pub static ALL: &[Formula] = &[
    Formula {
        id: "availability",
        title: "Availability of a journey",
        formula: "share of time in which everything that the journey requires is up",
        page: "Two things that are both required multiply: 0.999 × 0.999 is 0.998. Two of which one is enough fail only \
               together: 1 − 0.001 × 0.001. A pool is up when the copies it needs are.\n\n\
               What two paths share counts once, and a zone takes all that stands in it with it, so the figure is \
               computed over the states of what is shared and not by multiplying along each path. It says nothing \
               about deployments, operators and bugs, which take more systems down than broken copies do.",
        source: DOWNTIME,
    },
    Formula {
        id: "availability-at-peak",
        title: "Availability at peak",
        formula: "share of time in which what is up also carries the peak",
        page: "As the availability, but a pool counts as up only while the copies that are left can carry what \
               reaches it at peak, at full capacity. It is 0 where not even all copies together can.",
        source: DOWNTIME,
    },
    Formula {
        id: "bandwidth-in",
        title: "Bandwidth of requests",
        formula: "peak rate × bytes a request",
        page: "Bytes a second that arrive at peak. Times 8 for bits. Headers and encryption come on top.",
        source: ENVELOPE,
    },
    Formula {
        id: "bandwidth-out",
        title: "Bandwidth of answers",
        formula: "peak rate × bytes an answer",
        page: "Bytes a second that leave at peak. Times 8 for bits. What a CDN answers does not leave the origin.",
        source: ENVELOPE,
    },
    Formula {
        id: "cache-memory",
        title: "Memory of a cache",
        formula: "stored bytes × hot fraction",
        page: "A fifth of the records gets most of the reads, so a cache of a fifth of what stands behind it answers \
               most of them. Structures in memory need more than the bare records: add what the product needs.",
        source: ENVELOPE,
    },
    Formula {
        id: "cache-misses",
        title: "Load behind a cache",
        formula: "reads × (1 − hit rate) + writes",
        page: "A hit rate takes reads away from what stands behind the cache, and from nothing else: whoever asks the \
               cache still gets every request, and the cache gets every lookup. Writes pass whole.",
        source: USEFUL,
    },
    Formula {
        id: "common-cause",
        title: "Common cause",
        formula: "β × q + (1 − β × q) × too few up of copies that are down (1 − β) × q each",
        page: "Copies rarely fail independently: the same fault, update or mistake takes all of them. β is the part of \
               what one copy fails that all fail together, and q how often one copy is down. However many copies there \
               are, β × q remains: with a tenth in common, a third copy of 99.9 % gains nothing any more. Where a \
               component leaves `common_cause` open, its copies fail independently, which is the kindest assumption. \
               One copy alone shares nothing.",
        source: "Fleming 1974; NUREG/CR-4780, Procedures for treating common cause failures",
    },
    Formula {
        id: "contribution",
        title: "Contribution to the unavailability",
        formula: "unavailability − unavailability if the component never failed of itself",
        page: "What would be gained if one component, or one zone or region, were perfect: its improvement potential, \
               which is Birnbaum's importance times how often it is down. What a lost zone takes with it is the \
               zone's. Contributions are no parts of a whole: of two that stand in for each other either would save \
               the time in which both are down, so both have it.\n\n\
               All of them are exact and come from one pass back over the diagram that gives the availability. Where \
               that would be too wide, they are counted in the same drawn worlds, with their interval.",
        source: "Birnbaum 1969, On the importance of different components in a multicomponent system",
    },
    Formula {
        id: "cost-per-month",
        title: "Cost a month",
        formula: "copies × price + GB kept × (1 + replicas) × price + GB answered × price + million requests × price",
        page: "A month of 30 days. Prices are those of the component, else those of the design (`prices`), else, for \
               storage of a stated tier, the documented ones: $0.023, $0.0125 and $0.004 for a GB and month, hot, \
               warm and cold. No document gives any other price, so what has none is named and left out, and the sum \
               says that it is a part. A price of 0 says that something is included elsewhere.\n\n\
               What is kept is priced as much as there is of it at the end of the plan, so the first months are \
               cheaper. Answers are those that leave for users; what components say to each other is not counted.",
        source: "zero-to-hero § 2.2 Storage and Databases",
    },
    Formula {
        id: "downtime-per-month",
        title: "Downtime a month",
        formula: "(1 − availability) × 43,200 minutes",
        page: "A month of 30 days. 99.9 % leaves 43.2 minutes; used as a budget, it is what may be spent on risk.",
        source: "mental-models § 15. The Observability Stack",
    },
    Formula {
        id: "downtime-per-year",
        title: "Downtime a year",
        formula: "(1 − availability) × 525,600 minutes",
        page: "A year of 365 days. Each nine more divides it by ten: 99.9 % are 8.76 hours, 99.99 % are 53 minutes.",
        source: DOWNTIME,
    },
    Formula {
        id: "minimal-cut",
        title: "Minimal cut",
        formula: "share of time in which all members of the set are down",
        page: "A set of components and places that fails a journey when all of it is down, while no fewer of them do. \
               A cut of one is a single point of failure; cuts of two say what must never be maintained, or stand in \
               one place, at the same time. Sets of up to three are looked for, and what never fails is in none. Where \
               there are too many, only smaller ones are, and the report says up to how many members.\n\n\
               A member is down for whatever reason: a component also with the places of its copies. So the shares of \
               several cuts overlap and do not add up to the unavailability.",
        source: "Fussell and Vesely 1972; Rauzy 1993, New algorithms for fault trees analysis",
    },
    Formula {
        id: "percentile",
        title: "Percentile of a time",
        formula: "quantile(share, time): what the time does not exceed for that share of requests",
        page: "Percentiles never add up, so one is read from the distribution of the whole. How that is put together is \
               written as a formula, step by step down to the design; beside each time that varies stands its mean.\n\n\
               `after(a, b)` is one after another, `mixture(p, a, q, b)` a with probability p, b with q, else no time at \
               all: a hit or a miss, one of several targets, who waits and who does not. `slowest(a, b)` are several at \
               once until the last, `slowest_of(n, a)` n that are alike, `fastest(k, n, a)` the k-th of them, \
               `hedged(t, a)` the first of two of which the second is sent when the first is late. `exponential(mean)` is \
               work, or the wait of those who wait; `fixed(t)` is a way.\n\n\
               All count as independent, which queues in a row are not quite. The distribution is worked out on a lattice \
               of time; `within_ms` says how far off that may be.",
        source: "Abate and Whitt 1992, Numerical inversion of probability generating functions; Erlang 1917",
    },
    Formula {
        id: "repair",
        title: "Failures and repairs",
        formula: "1 ÷ (1 + failures a year × hours to repair ÷ 8,760)",
        page: "Availability of one copy that fails so often and is repaired in so long, on average: mean time between \
               failures over itself and the time to repair. It counts where the availability itself is not stated.\n\n\
               With `repair_crews`, only so many copies of a pool are repaired at once and the others wait: a birth and \
               death process, whose weights by copies down grow by failures × copies up ÷ (repairs × the smaller of \
               copies down and crews). Copies in a lost place come back with the place and wait for nobody.",
        source: "Trivedi, Probability and Statistics with Reliability, Queuing, and Computer Science Applications",
    },
    Formula {
        id: "requests-average",
        title: "Average request rate",
        formula: "requests a day ÷ 86,400",
        page: "Requests a day are stated, or are active users a day times what each of them does.",
        source: USEFUL,
    },
    Formula {
        id: "requests-peak",
        title: "Peak request rate",
        formula: "average rate × peak factor",
        page: "Without a peak factor of its own a journey peaks at 3 times its average, which is an assumption within \
               the usual 3 to 5. All journeys peak at the same time: the careful reading.",
        source: USEFUL,
    },
    Formula {
        id: "sensitivity",
        title: "What the verdict rests on",
        formula: "verdicts that turn at either end of the range, then the largest factor of any figure",
        page: "Everything that a design leaves to a default or an assumption is put at the lower and the upper end of \
               its range, one thing at a time, and the design is evaluated again. First come those at whose ends the \
               most verdicts turn: another bottleneck, a peak that is carried or not, a wanted availability or latency \
               that is reached or not. Of those that turn as many, the one that moves a figure by the largest factor: \
               share of the peak at saturation, sustainable rate, 99th percentile, time down.\n\n\
               Ranges are the documented ones (1,000 to 10,000 requests a second of a server, hit rates of 80 to 99 %, \
               peaks of 3 to 5 times the average); where no document gives one, it is an assumption that says why. Two \
               assumptions that are wrong together may do more than each alone.",
        source: "zero-to-hero § Cheat Sheet: Numbers to Remember",
    },
    Formula {
        id: "servers-needed",
        title: "Copies needed",
        formula: "ceil(peak load ÷ (capacity of one × target utilisation))",
        page: "The same for servers, masters of a cache, partitions and shards. The target of 70 % leaves room for \
               what the average hides: bursts, a lost copy, a deployment.",
        source: SERVERS,
    },
    Formula {
        id: "storage-cost-per-year",
        title: "Cost of storage a year",
        formula: "storage × price of a byte and year",
        page: "Of what is kept at the end of the plan, one copy of it, where the design states the tier. The documented \
               prices of a terabyte and year are $276 hot, $150 warm and $48 cold; traffic and requests come on top.",
        source: "zero-to-hero § 2.2 Storage and Databases",
    },
    Formula {
        id: "storage-horizon",
        title: "Storage to the horizon",
        formula: "storage a year × years × (1 + growth) ^ years",
        page: "What is kept at the end of the horizon, one copy of it. Growth is applied once to the whole amount, as \
               the documents do it; added up year by year it would come to less.",
        source: USEFUL,
    },
    Formula {
        id: "storage-horizon-replicated",
        title: "Storage with its replicas",
        formula: "storage × (1 + replicas)",
        page: "Every replica keeps all of it again.",
        source: ENVELOPE,
    },
    Formula {
        id: "storage-per-year",
        title: "Storage a year",
        formula: "records a day × 365 × bytes a record",
        page: "One copy, decimal bytes, without indexes. Only requests that reach the store and leave something count.",
        source: USEFUL,
    },
    Formula {
        id: "sustainable",
        title: "Rate that a journey sustains",
        formula: "peak rate ÷ largest utilisation on its way",
        page: "All journeys grow together until something that this one waits for is full. What happens behind a queue \
               does not count: nobody waits for it.",
        source: SERVERS,
    },
    Formula {
        id: "utilization",
        title: "Utilisation",
        formula: "reads ÷ read capacity + writes ÷ write capacity",
        page: "At peak, against full capacity, of the busiest role. Where reads and writes share one budget it is \
               their sum over it. Above 70 % it is time to act; above 100 % work piles up.",
        source: SERVERS,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_sorted_and_whole() {
        assert!(ALL.is_sorted_by(|one, next| one.id < next.id));
        for formula in ALL {
            assert!(!formula.page.is_empty() && !formula.source.is_empty() && !formula.formula.is_empty());
        }
    }

    #[test]
    fn every_estimate_of_a_template_has_a_page() {
        for (id, _) in crate::templates::ALL {
            let file = crate::templates::find(id).unwrap();
            for estimate in crate::evaluate(&file.design).estimates {
                assert!(find(&estimate.id).is_some(), "{}", estimate.id);
            }
        }
    }
}
