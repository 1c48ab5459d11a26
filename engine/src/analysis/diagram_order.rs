//! In which order the components of a journey are asked in its diagram. Knows nothing of how likely anything is.

use super::structure::Structure;

/// The orders of components in a diagram: as needs are followed from the entry, and layer by layer; first the one in
/// which less is open at once. A diagram grows with what is open, in a long row of choices beyond any bound.
pub(super) fn orders(structure: &Structure, nodes: usize) -> (Vec<usize>, Vec<usize>) {
    let mut in_depth = Vec::new();
    let mut seen = vec![false; nodes];
    let mut open = vec![structure.entry];
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut seen[node], true) {
            continue;
        }
        in_depth.push(node);
        let first = open.len();
        open.extend(structure.needs(node).flat_map(|need| need.members));
        open[first..].reverse();
    }
    // Callers come before callees, those that need each other in any order.
    let mut layer = vec![0_usize; nodes];
    for &node in structure.order().iter().rev() {
        for &member in structure.needs(node).flat_map(|need| need.members) {
            layer[member] = layer[member].max(layer[node] + 1);
        }
    }
    let mut in_layers = in_depth.clone();
    in_layers.sort_by_key(|&node| layer[node]);
    let open_at_once = |order: &[usize]| open_at_once(structure, order, nodes);
    if open_at_once(&in_layers) < open_at_once(&in_depth) { (in_layers, in_depth) } else { (in_depth, in_layers) }
}

/// How many components are open at once, where all are taken in an order: from the first to the last of those that need
/// one, and itself.
fn open_at_once(structure: &Structure, order: &[usize], nodes: usize) -> usize {
    let mut place = vec![0; nodes];
    order.iter().enumerate().for_each(|(at, &node)| place[node] = at);
    let mut spans: Vec<[usize; 2]> = place.iter().map(|&at| [at, at]).collect();
    for &node in order {
        for &member in structure.needs(node).flat_map(|need| need.members) {
            let [first, last] = &mut spans[member];
            (*first, *last) = ((*first).min(place[node]), (*last).max(place[node]));
        }
    }
    let (mut opens, mut closes) = (vec![0_usize; order.len() + 1], vec![0_usize; order.len() + 1]);
    for &node in order {
        opens[spans[node][0]] += 1;
        closes[spans[node][1]] += 1;
    }
    let (mut open, mut most) = (0, 0);
    for at in 0..order.len() {
        open += opens[at];
        most = most.max(open);
        open -= closes[at];
    }
    most
}
