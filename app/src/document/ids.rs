//! Ids for what is new: readable, and not taken.

/// An id made from a wish, such as a kind's id: `server`, then `server-2`, `server-3` …
pub fn fresh(wish: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let base = base(wish);
    if !is_taken(&base) {
        return base;
    }
    let mut number = 2_u64;
    loop {
        let id = format!("{base}-{number}");
        if !is_taken(&id) {
            return id;
        }
        number += 1;
    }
}

/// The wish without a number at its end, so that a copy of `api-2` is `api-3` and not `api-2-2`.
fn base(wish: &str) -> String {
    let trimmed = wish.trim();
    let base = match trimmed.rsplit_once('-') {
        Some((front, number))
            if !front.is_empty() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            front
        }
        _ => trimmed,
    };
    if base.is_empty() { "component".to_owned() } else { base.to_owned() }
}

/// A name as an id: `Short links (EU)` becomes `short-links-eu`. Empty where nothing is left.
#[must_use]
pub fn from_name(name: &str) -> String {
    let mut id = String::new();
    for character in name.chars() {
        if character.is_alphanumeric() {
            id.extend(character.to_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_up_from_the_name_of_the_kind() {
        let taken = ["api", "api-2", "cache-l7"];
        let fresh = |wish| fresh(wish, |id| taken.contains(&id));
        assert_eq!(fresh("sql"), "sql");
        assert_eq!(fresh("api"), "api-3");
        assert_eq!(fresh("api-2"), "api-3");
        assert_eq!(fresh("cache-l7"), "cache-l7-2");
        assert_eq!(fresh("  "), "component");
        assert_eq!(fresh("-7"), "-7");
    }

    #[test]
    fn names_become_ids_that_can_be_typed() {
        assert_eq!(from_name("Short links (EU)"), "short-links-eu");
        assert_eq!(from_name("…"), "");
    }
}
