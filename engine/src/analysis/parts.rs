//! The working of what each request of a caller sends over one connection: calls, the part that goes this way, and what
//! caches leave over.

use super::graph::Figure;
use super::misses::Asked;
use super::routing::Router;
use super::working::Working;
use crate::kinds::Dispatch;

/// Choices of several members beyond which they are not written out.
const MOST_CHOICES: usize = 24;

/// How `each`, the calls over a connection for each read (0) or write (1) of its caller, comes about.
#[must_use]
pub fn part_of_each(router: &Router<'_>, edge: usize, operation: usize, each: f64) -> Working {
    let ends = router.edge(edge);
    let mut product = Product { working: Working::new("", each), terms: Vec::new() };
    if let Some(calls) = ends.connection.calls {
        product.working = product.working.stated("calls", calls, format!("connections[{}].calls", ends.name()));
        product.terms.push("calls".to_owned());
    }
    if operation == 0 {
        router.left_after_caches(edge, &mut product);
        let passes_on = router.graph.nodes[ends.from].kind.dispatch == Dispatch::Misses;
        if passes_on {
            product.misses(router, ends.from, None);
        }
    }
    let part = match router.chosen_among(edge, operation) {
        Some((edges, needs)) => router.part_of_choice(&edges, needs, edge),
        None => router.stated_share(edge).unwrap_or_else(one),
    };
    product.times("part that goes this way", part);
    product.finish()
}

/// How what is left after caches comes about: those that an edge comes after, and the component itself.
#[must_use]
pub fn left_over(router: &Router<'_>, itself: Option<usize>, edge: Option<usize>, value: f64) -> Working {
    let mut product = Product { working: Working::new("", value), terms: Vec::new() };
    if let Some(edge) = edge {
        router.left_after_caches(edge, &mut product);
    }
    if let Some(node) = itself {
        product.misses(router, node, None);
    }
    product.finish()
}

fn one() -> Working {
    Working::new("1", 1.0)
}

/// A product in the making.
struct Product {
    working: Working,
    terms: Vec<String>,
}

impl Product {
    fn times(&mut self, name: &str, factor: Working) {
        if !factor.is_one() {
            let working = std::mem::replace(&mut self.working, one());
            self.working = working.worked(name, factor);
            self.terms.push(name.to_owned());
        }
    }

    /// What a cache leaves over, where a part of the reads asks it or all.
    fn misses(&mut self, router: &Router<'_>, cache: usize, asks: Option<Working>) {
        let Some(figure) = router.figure_of_hits(cache) else { return };
        let node = &router.graph.nodes[cache];
        let rate = format!("hit rate of {}", node.id());
        let mut working = std::mem::replace(&mut self.working, one());
        self.terms.push(match asks {
            None => format!("(1 − {rate})"),
            Some(asks) => {
                let part = format!("part that asks {}", node.id());
                working = working.worked(part.clone(), asks);
                format!("(1 − {part} × {rate})")
            }
        });
        self.working = working.setting(rate, figure, node, "hit_rate");
    }

    fn finish(mut self) -> Working {
        self.working.formula = if self.terms.is_empty() { "1".to_owned() } else { self.terms.join(" × ") };
        self.working
    }
}

impl Router<'_> {
    fn figure_of_hits(&self, cache: usize) -> Option<Figure> {
        self.graph.nodes[cache].number("hit_rate").filter(|_| self.hit_rate(cache) > 0.0)
    }

    fn name(&self, edge: usize) -> String {
        self.edge(edge).name()
    }

    /// The edges among which requests choose, and how many of them each takes; `None` where an edge is no choice.
    fn chosen_among(&self, edge: usize, operation: usize) -> Option<(Vec<usize>, usize)> {
        let from = self.edge(edge).from;
        let group = self.edge(edge).group;
        let outgoing = self.graph.outgoing[from].iter().copied().filter(|&other| self.fits(other)[operation]);
        let alike: Vec<usize> = outgoing.filter(|&other| self.edge(other).group == group).collect();
        if group.is_some() {
            return Some(self.in_rotation(&alike));
        }
        let (targets, splits) = self.targets(self.graph.nodes[from].dispatch(), operation, &alike).0;
        if !targets.contains(&edge) {
            return None;
        }
        Some(if splits { (targets, 1) } else { self.in_rotation(&targets) })
    }

    /// The share that an edge states, or its weight: 1 where others have one.
    fn stated_share(&self, edge: usize) -> Option<Working> {
        let share = self.edge(edge).often.share?;
        let path = self.place_of_share(edge);
        Some(path.map_or_else(one, |path| Working::new("share", share).stated("share", share, path)))
    }

    /// Where the share of an edge stands in the design, or its weight.
    fn place_of_share(&self, edge: usize) -> Option<String> {
        let stated = self.edge(edge);
        let share = stated.connection.share.map(|_| "share").or_else(|| stated.weight().map(|_| "weight"))?;
        Some(format!("connections[{}].{share}", self.name(edge)))
    }

    /// Adds a count of edges.
    fn counted(&self, working: Working, name: &str, edges: &[usize]) -> Working {
        let names: Vec<String> = edges.iter().map(|&edge| self.name(edge)).collect();
        working.stated(name, edges.len() as f64, format!("connections[{}]", names.join(",")))
    }

    /// How often one of several edges is chosen by a request that takes so many of them.
    fn part_of_choice(&self, edges: &[usize], needs: usize, edge: usize) -> Working {
        if needs <= 1 {
            return self.share_of_choice(edges, edge);
        }
        let parts = self.shares(edges, needs);
        let part = |of: usize| edges.iter().position(|&other| other == of).map_or(0.0, |at| parts[at]);
        if part(edge) >= 1.0 {
            return one();
        }
        let most = edges.iter().copied().max_by_key(|&edge| self.edge(edge).connection.needs.unwrap_or(1));
        let needed = |working: Working| {
            let path = format!("connections[{}].needs", most.map_or_else(String::new, |edge| self.name(edge)));
            working.stated("needed", needs as f64, path)
        };
        let stated = edges.iter().any(|&edge| self.edge(edge).often.share.is_some());
        if !stated {
            return self.counted(needed(Working::new("needed ÷ targets", part(edge))), "targets", edges);
        }
        let (full, others): (Vec<usize>, Vec<usize>) = edges.iter().partition(|&&other| part(other) >= 1.0);
        let shares: Vec<(String, Working)> = others
            .iter()
            .map(|&other| (format!("share of {}", self.name(other)), self.share_of_choice(edges, other)))
            .collect();
        let formula = if full.is_empty() {
            "needed × share ÷ all shares"
        } else {
            "(needed − always taken) × share ÷ all shares"
        };
        let working = needed(Working::new(formula, part(edge)))
            .worked("share", self.share_of_choice(edges, edge))
            .worked("all shares", Working::sum(shares));
        if full.is_empty() { working } else { self.counted(working, "always taken", &full) }
    }

    /// How often one of several edges is chosen: by its share of all, or evenly of what is left.
    fn share_of_choice(&self, edges: &[usize], edge: usize) -> Working {
        if !edges.contains(&edge) {
            // What works no more is never chosen.
            return Working::new("0", 0.0);
        }
        let share = |edge: usize| self.edge(edge).often.share;
        let value = edges.iter().position(|&other| other == edge).map_or(0.0, |at| self.shares(edges, 1)[at]);
        let given: f64 = edges.iter().filter_map(|&edge| share(edge)).sum();
        let open: Vec<usize> = edges.iter().copied().filter(|&edge| share(edge).is_none()).collect();
        let evenly = if open.is_empty() { edges } else { &open };
        let shares = || {
            let stated = edges
                .iter()
                .filter_map(|&edge| Some((format!("share of {}", self.name(edge)), self.stated_share(edge)?)));
            Working::sum(stated.collect())
        };
        match self.stated_share(edge) {
            Some(stated) if given > 0.0 && (value - stated.value).abs() <= 1e-15 => stated,
            Some(stated) if given > 0.0 => {
                let working = Working::new("share ÷ all shares", value);
                let working = match self.place_of_share(edge) {
                    Some(path) => working.stated("share", stated.value, path),
                    None => working.worked("share", stated),
                };
                working.worked("all shares", shares())
            }
            _ if given > 0.0 => {
                let working = Working::new("(1 − shares) ÷ others", value).worked("shares", shares());
                self.counted(working, "others", evenly)
            }
            _ if evenly.len() == 1 => one(),
            _ => self.counted(Working::new("1 ÷ targets", value), "targets", evenly),
        }
    }

    /// What is left for an edge after the caches that it comes after.
    fn left_after_caches(&self, edge: usize, product: &mut Product) {
        let ends = self.edge(edge);
        if ends.connection.after_miss_in.is_empty() {
            return;
        }
        let caches = self.caches_before(ends);
        let mut groups: Vec<(usize, &str)> = Vec::new();
        for &cache in caches.iter().filter(|&&cache| self.hit_rate(cache) > 0.0) {
            match self.asked(ends.from, cache) {
                Asked::Part(part) if part <= 0.0 => {}
                Asked::Part(part) if part >= 1.0 => product.misses(self, cache, None),
                Asked::Part(_) => product.misses(self, cache, Some(self.part_that_asks(ends.from, cache))),
                Asked::AmongOthers(node, group) => {
                    if !groups.contains(&(node, group)) {
                        groups.push((node, group));
                        let name = format!("left by {} of {}", group, self.graph.nodes[node].id());
                        product.times(&name, self.left_by_choice(node, group, caches));
                    }
                }
            }
        }
    }

    /// Part of the reads at a component that ask a cache, where that is less than all.
    fn part_that_asks(&self, node: usize, cache: usize) -> Working {
        let asking = self.asking(node, cache).map(|edge| {
            let mut product = Product { working: one(), terms: Vec::new() };
            let connection = self.edge(edge).connection;
            for (name, stated) in [("calls", connection.calls), ("share", connection.share)] {
                if let Some(value) = stated {
                    product.working =
                        product.working.stated(name, value, format!("connections[{}].{name}", self.name(edge)));
                    product.terms.push(name.to_owned());
                }
            }
            product.working.value = connection.calls.unwrap_or(1.0) * connection.share.unwrap_or(1.0);
            (format!("over {}", self.name(edge)), product.finish())
        });
        Working::sum(asking.collect())
    }

    /// What is left when each read asks some of the members of a group, and some of these are caches that may answer:
    /// over all choices, how likely each is and what it leaves.
    fn left_by_choice(&self, node: usize, group: &str, caches: &[usize]) -> Working {
        let (members, needs) = self.alternatives(node, group);
        let edges: Vec<usize> = members.iter().map(|(edge, _)| *edge).collect();
        let value = self.left_by_group(node, group, caches);
        let mut working = Working::new("", value);
        let mut leaves = Vec::new();
        for &edge in &edges {
            let (to, name) = (self.edge(edge).to, self.name(edge));
            let figure = self.figure_of_hits(to).filter(|_| caches.contains(&to));
            leaves.push(figure.map_or_else(one, |figure| {
                let calls = self.edge(edge).connection.calls;
                let left = 1.0 - calls.unwrap_or(1.0).min(1.0) * figure.value;
                let formula = if calls.is_some() { "1 − min(1, calls) × hit rate" } else { "1 − hit rate" };
                let working =
                    Working::new(formula, left).setting("hit rate", figure, &self.graph.nodes[to], "hit_rate");
                match calls {
                    Some(calls) => working.stated("calls", calls, format!("connections[{name}].calls")),
                    None => working,
                }
            }));
        }
        let choices = subsets(edges.len(), needs);
        if choices.len() > MOST_CHOICES {
            return working;
        }
        let (rotation, _) = self.in_rotation(&edges);
        let name_of = |what: &str, at: usize| format!("{what} {} of {}", at + 1, edges.len());
        let term = |choice: &Vec<usize>, with_left: bool| {
            let mut factors: Vec<String> = choice.iter().map(|&at| name_of("share", at)).collect();
            if with_left {
                factors.extend(choice.iter().filter(|&&at| !leaves[at].is_one()).map(|&at| name_of("left by", at)));
            }
            factors.join(" × ")
        };
        let sum = |with_left| choices.iter().map(|choice| term(choice, with_left)).collect::<Vec<_>>().join(" + ");
        // Shares of a choice of one are all there is.
        working.formula = if needs == 1 { sum(true) } else { format!("({}) ÷ ({})", sum(true), sum(false)) };
        for (at, &edge) in edges.iter().enumerate() {
            working = working.worked(name_of("share", at), self.share_of_choice(&rotation, edge));
        }
        for (at, left) in leaves.into_iter().enumerate().filter(|(_, left)| !left.is_one()) {
            working = working.worked(name_of("left by", at), left);
        }
        working
    }
}

/// All choices of so many out of `count`.
fn subsets(count: usize, needs: usize) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..needs {
        let longer = |chosen: &Vec<usize>| {
            let first = chosen.last().map_or(0, |last| last + 1);
            (first..count).map(|next| [&chosen[..], &[next]].concat()).collect::<Vec<_>>()
        };
        found = found.iter().flat_map(longer).take(MOST_CHOICES * 8).collect();
    }
    found
}
