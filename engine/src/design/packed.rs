//! Designs as bytes, for the way between the page and its worker and for the design of a first visit. A file is text,
//! and a link has a format of its own.

use super::{
    Accepted, Component, Connection, Consistency, Content, Design, DesignFile, Journey, LatencyTarget, Mode, Note,
    Operation, OwnKind, Piece, Place, PlaceKind, Placement, Prices, Rate, Requirements, Setting, Step, Workload,
};
use crate::packed;

packed!(struct DesignFile { design, layout, frames, notes, pieces, steps });
packed!(struct Note { text, area });
packed!(struct Piece { name, components, connections, layout });
packed!(struct OwnKind { from, name, icon, values, sources });
packed!(struct Step { note, view, visible, highlighted, down, load });
packed!(struct Design {
    title,
    notes,
    workload,
    requirements,
    thresholds,
    prices,
    kinds,
    places,
    components,
    connections,
    accepted,
});
packed!(struct Accepted { rule, components, reason });
packed!(struct Workload { journeys, horizon_years, growth_per_year, settings });
packed!(struct Journey {
    id,
    name,
    entry,
    operation,
    rate,
    peak_factor,
    daily_curve,
    content,
    request_bytes,
    response_bytes,
    stored_bytes,
});
packed!(enum Operation { 0 = Read, 1 = Write });
packed!(enum Content { 0 = Dynamic, 1 = Static, 2 = Media });
packed!(enum Rate { 0 = PerSecond(rate), 1 = PerDay(rate), 2 = DailyUsers { users, actions } });
packed!(struct Requirements { availability, target_utilization, latency_ms, consistency, settings });
packed!(struct LatencyTarget { mean, p50, p95, p99 });
packed!(struct Prices { currency, per_month, per_gb_month, egress_per_gb });
packed!(enum Consistency { 0 = Strong, 1 = Causal, 2 = ReadYourWrites, 3 = Eventual });
packed!(struct Place { id, kind, within, name, availability });
packed!(enum PlaceKind { 0 = Region, 1 = Zone, 2 = Network });
packed!(struct Component {
    id,
    kind,
    own,
    preset,
    name,
    notes,
    instances,
    shards,
    replicas,
    places,
    locked,
    settings,
});
packed!(enum Placement { 0 = Nowhere, 1 = Spread(ids), 2 = Counted(counts) });
packed!(struct Connection {
    id,
    from,
    to,
    mode,
    journeys,
    operation,
    calls,
    share,
    after_miss_in,
    required,
    group,
    needs,
    fallback,
    bends,
    step,
    settings,
});
packed!(enum Mode { 0 = Sync, 1 = Async, 2 = Replication });
packed!(enum Setting { 0 = Number(value), 1 = Switch(value), 2 = Text(value), 3 = Words(value) });

#[cfg(test)]
mod tests {
    use super::DesignFile;
    use crate::packed::{pack, unpack};

    #[test]
    fn every_template_comes_back_as_it_went() {
        for (id, text) in crate::templates::ALL {
            let file = crate::read(text).unwrap();
            assert_eq!(unpack::<DesignFile>(&pack(&file)), Some(file), "{id}");
        }
    }
}
