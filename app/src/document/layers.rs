//! Which layer each box of a drawing belongs to: cycles are cut where they lead back to their entry.
//! Knows numbers of boxes and who calls whom; where a layer is drawn stands in `arrange`.

use std::collections::VecDeque;

/// The layer of each box, one more than the farthest of its callers, and the connections that lead
/// from a layer to a later one.
pub fn layers(count: usize, connections: &[(usize, usize)]) -> (Vec<usize>, Vec<(usize, usize)>) {
    let depths = depths(count, connections);
    let circles = circles(count, connections);
    let leads_on =
        |(from, to): &(usize, usize)| circles[*from] != circles[*to] || (depths[*from], *from) < (depths[*to], *to);
    let forward: Vec<(usize, usize)> = connections.iter().copied().filter(leads_on).collect();
    let targets = targets(count, &forward);
    let mut waiting = vec![0_usize; count];
    for (_, to) in &forward {
        waiting[*to] += 1;
    }
    let mut layers = vec![0; count];
    let mut ready: Vec<usize> = (0..count).filter(|number| waiting[*number] == 0).collect();
    while let Some(from) = ready.pop() {
        for to in &targets[from] {
            layers[*to] = layers[*to].max(layers[from] + 1);
            waiting[*to] -= 1;
            if waiting[*to] == 0 {
                ready.push(*to);
            }
        }
    }
    (layers, forward)
}

fn targets(count: usize, connections: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut targets = vec![Vec::new(); count];
    for (from, to) in connections {
        targets[*from].push(*to);
    }
    targets
}

/// How many steps each box is from one that nobody calls; from the first box where all are called.
fn depths(count: usize, connections: &[(usize, usize)]) -> Vec<usize> {
    let targets = targets(count, connections);
    let mut is_called = vec![false; count];
    for (_, to) in connections {
        is_called[*to] = true;
    }
    let mut depths = vec![usize::MAX; count];
    let entries: Vec<usize> = (0..count).filter(|number| !is_called[*number]).collect();
    // A circle that nobody enters begins at its first box.
    for starts in std::iter::once(entries).chain((0..count).map(|number| vec![number])) {
        let mut next: VecDeque<usize> = VecDeque::new();
        for start in starts {
            if depths[start] == usize::MAX {
                depths[start] = 0;
                next.push_back(start);
            }
        }
        while let Some(from) = next.pop_front() {
            for to in &targets[from] {
                if depths[*to] == usize::MAX {
                    depths[*to] = depths[from] + 1;
                    next.push_back(*to);
                }
            }
        }
    }
    depths
}

/// A number for each box, the same for those that lead to each other in circles (Kosaraju 1978).
fn circles(count: usize, connections: &[(usize, usize)]) -> Vec<usize> {
    let targets = targets(count, connections);
    let mut order = Vec::with_capacity(count);
    let mut is_seen = vec![false; count];
    for start in 0..count {
        if is_seen[start] {
            continue;
        }
        is_seen[start] = true;
        // A stack of its own: a chain of a thousand boxes would exhaust that of the machine.
        let mut way = vec![(start, 0)];
        while let Some((from, place)) = way.last_mut() {
            let from = *from;
            match targets[from].get(*place).copied() {
                Some(to) => {
                    *place += 1;
                    if !is_seen[to] {
                        is_seen[to] = true;
                        way.push((to, 0));
                    }
                }
                None => {
                    order.push(from);
                    way.pop();
                }
            }
        }
    }
    let callers: Vec<(usize, usize)> = connections.iter().map(|(from, to)| (*to, *from)).collect();
    let callers = self::targets(count, &callers);
    let mut circles = vec![usize::MAX; count];
    for start in order.into_iter().rev() {
        let mut members = vec![start];
        while let Some(member) = members.pop() {
            if circles[member] == usize::MAX {
                circles[member] = start;
                members.extend(&callers[member]);
            }
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_circle_is_cut_where_it_leads_back_to_its_entry() {
        // A client, two gateways, a service, a worker that pushes through the gateways.
        let (layers, _) = layers(5, &[(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (4, 1), (4, 2)]);
        assert_eq!(layers, [0, 1, 1, 2, 3]);
    }

    #[test]
    fn a_short_cut_is_no_circle() {
        let (layers, forward) = layers(3, &[(0, 2), (0, 1), (1, 2)]);
        assert_eq!(layers, [0, 1, 2]);
        assert_eq!(forward.len(), 3);
    }

    proptest! {
        #[test]
        fn what_is_kept_leads_to_later_layers_and_nothing_is_cut_without_a_circle(
            count in 1_usize..20,
            pairs in prop::collection::vec((0_usize..20, 0_usize..20), 0..60),
        ) {
            let within = |(from, to): &(usize, usize)| *from < count && *to < count && from != to;
            let pairs: Vec<(usize, usize)> = pairs.into_iter().filter(within).collect();
            let (found, forward) = layers(count, &pairs);
            prop_assert!(forward.iter().all(|(from, to)| found[*from] < found[*to]));
            let falling: Vec<(usize, usize)> = pairs.into_iter().filter(|(from, to)| from < to).collect();
            prop_assert_eq!(layers(count, &falling).1.len(), falling.len());
        }
    }
}
