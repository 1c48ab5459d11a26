//! The worker as a program of its own: what reads a link and gives the verdict, and the gate to all else. As it is built
//! for release, what is behind the gate is a module of its own, fetched when the verdict has been said.

#[cfg(target_arch = "wasm32")]
use loadbearing_worker::web::{Rest, listen, start};

/// What comes behind the gate. It is reached through this table alone, so whatever nothing else needs goes with it.
#[cfg(target_arch = "wasm32")]
static BEGIN: Rest = listen;

/// Why the rest did not come. The browser's console says more.
#[cfg(target_arch = "wasm32")]
struct NotHere;

#[cfg(in_parts)]
impl From<wasm_split_helpers::SplitLoaderError> for NotHere {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// The way into the module of its own.
#[cfg(in_parts)]
#[allow(unsafe_code, reason = "the boundary between two modules is one; the page has the other")]
mod gate {
    #[wasm_split_helpers::wasm_split(rest, fallible)]
    pub fn all() -> Result<&'static super::Rest, super::NotHere> {
        Ok(&super::BEGIN)
    }
}

/// All is in one module.
#[cfg(all(target_arch = "wasm32", not(in_parts)))]
mod gate {
    pub async fn all() -> Result<&'static super::Rest, super::NotHere> {
        Ok(&super::BEGIN)
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    start(async || match gate::all().await {
        Ok(begin) => Some(*begin),
        Err(NotHere) => None,
    });
}
