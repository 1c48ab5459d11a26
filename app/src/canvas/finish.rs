//! What a drawing gets once it rests: connections led around boxes, and rates where they can be read.
//! While something moves, ways are plain; what is here comes with the rest of the page.

use super::avoid::{MOST_WALLS, TOUCHING, around};
use super::geometry::{Point, Rect};
use super::labels;
use super::route::crosses;
use super::scene::Scene;

/// How far beside a connection boxes are looked for that a way around might meet, in world pixels.
const BESIDE: f64 = 220.0;
/// With more boxes close to a way than this, each piece of it asks for those around it.
const MOST_CLOSE: usize = 12;
/// With more connections than this nobody reads single rates: they stand where they usually do.
const MOST_PLACED: usize = 600;

/// Finishes a scene.
pub fn finish(scene: &mut Scene) {
    for connection in 0..scene.connection_count() {
        let Some(ends) = scene.ends_of_plain(connection) else { continue };
        let Some(plain) = scene.route(connection) else { continue };
        let own = scene.ends(connection);
        let others = |area: Rect| {
            let mut near = scene.boxes_in(area);
            near.retain(|number| own.is_none_or(|(from, to)| *number != from && *number != to));
            near
        };
        let bounds = plain.bounds();
        // Most ways are free; only the others are worth a look at all around.
        let close = others(bounds.expanded(TOUCHING));
        if close.is_empty() {
            continue;
        }
        let met = met(scene, &plain.points(), &close);
        // A way through a thicket stays as it is, and its surroundings may be all there is.
        if met == 0 || met > MOST_WALLS {
            continue;
        }
        let boxes: Vec<Rect> =
            others(bounds.expanded(BESIDE)).into_iter().filter_map(|number| scene.rect(number)).collect();
        if let Some(route) = around(&ends, plain, &boxes) {
            scene.lead(connection, route);
        }
    }
    if scene.connection_count() <= MOST_PLACED {
        let places =
            labels::place(scene.routes(), |area| scene.connections_in(area), |area| scene.boxes_in(area).len());
        scene.label(places);
    }
}

/// How many of the boxes close to a way it runs through; of many, no more are counted than make a thicket.
fn met(scene: &Scene, points: &[Point], close: &[usize]) -> usize {
    let solid = |number: usize| scene.rect(number).map(|rect| rect.expanded(TOUCHING));
    if close.len() <= MOST_CLOSE {
        return close.iter().filter(|number| solid(**number).is_some_and(|rect| crosses(points, rect))).count();
    }
    // Piece by piece: beside a long way lie many more boxes than in it.
    let mut found = Vec::new();
    for piece in points.windows(2) {
        let beside = scene.boxes_in(Rect::between(piece[0], piece[1]).expanded(TOUCHING));
        let is_crossed = |number: &usize| solid(*number).is_some_and(|rect| rect.is_crossed(piece[0], piece[1]));
        for number in beside.into_iter().filter(is_crossed) {
            if close.binary_search(&number).is_ok() && !found.contains(&number) {
                found.push(number);
            }
        }
        if found.len() > MOST_WALLS {
            break;
        }
    }
    found.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(bends: Vec<Vec<(f64, f64)>>) -> Scene {
        let boxes = [("a", Point::default()), ("b", Point::new(280.0, 0.0)), ("c", Point::new(560.0, 0.0))];
        Scene::with_bends(boxes, [("a", "b"), ("b", "c"), ("a", "c"), ("a", "a")], bends)
    }

    #[test]
    fn a_connection_over_a_box_leads_around_it_and_the_others_stay() {
        let mut scene = row(Vec::new());
        let before = scene.clone();
        let between = scene.rect(1).unwrap();
        assert!(scene.route(2).unwrap().crosses(between));
        finish(&mut scene);
        assert!(!scene.route(2).unwrap().crosses(between));
        assert_eq!(scene.route(0), before.route(0));
        assert_eq!(scene.connection_at(scene.route(2).unwrap().middle(), 2.0), Some(2), "it is picked where it is");
        let again = scene.clone();
        finish(&mut scene);
        assert_eq!(scene.route(2), again.route(2), "finished is finished");
    }

    #[test]
    fn a_long_way_meets_the_same_boxes_piece_by_piece_as_all_at_once() {
        let corner = |number: usize| Point::new((number % 8) as f64 * 220.0, (number / 8) as f64 * 120.0);
        let ids: Vec<String> = (0..64).map(|number| number.to_string()).collect();
        let boxes = ids.iter().enumerate().map(|(number, id)| (id.as_str(), corner(number)));
        let scene = Scene::new(boxes, [("0", "63"), ("7", "56"), ("0", "7"), ("0", "39")]);
        let counts = (0..4).map(|connection| {
            let (from, to) = scene.ends(connection).unwrap();
            let points = scene.route(connection).unwrap().points();
            let close: Vec<usize> = (0..64).filter(|number| *number != from && *number != to).collect();
            let is_met = |number: &&usize| crosses(&points, scene.rect(**number).unwrap().expanded(TOUCHING));
            let all = close.iter().filter(is_met).count();
            assert_eq!(met(&scene, &points, &close).min(MOST_WALLS + 1), all.min(MOST_WALLS + 1), "{connection}");
            all
        });
        assert!(counts.sum::<usize>() > 8, "they meet some");
    }

    #[test]
    fn what_somebody_bent_stays_as_it_was_bent() {
        let mut scene = row(vec![Vec::new(), Vec::new(), vec![(0.5, 20.0)]]);
        let before = scene.clone();
        finish(&mut scene);
        assert_eq!(scene.route(2), before.route(2));
    }

    #[test]
    fn rates_do_not_stand_on_boxes() {
        let mut scene = row(Vec::new());
        finish(&mut scene);
        let place = scene.label_of(2).unwrap();
        assert_eq!(scene.box_at(place, 2.0), None);
    }
}
