//! What the design file allows: its format, its field names and the bounds of its figures. The reader checks
//! against these, and the schema is written from them.

/// Format that this program reads and writes.
pub const FORMAT: &str = "loadbearing/1";
/// What every version of the format begins with.
pub const FORMAT_FAMILY: &str = "loadbearing/";
/// Version of [`FORMAT`].
pub const FORMAT_VERSION: u64 = 1;

/// Longest text of a design file, in bytes.
pub const MOST_BYTES: usize = 16_000_000;
/// Most components of a design.
pub const MOST_COMPONENTS: usize = 100_000;
/// Longest id, in characters.
pub const MOST_ID_CHARS: usize = 200;

/// What a figure has to lie between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Smallest.
    pub least: f64,
    /// Whether the smallest itself is allowed.
    pub least_allowed: bool,
    /// Largest, allowed.
    pub most: f64,
    /// Only whole numbers.
    pub whole: bool,
    /// A share, which people think of in per cent.
    pub share: bool,
}

impl Bounds {
    /// From `least` to `most`, both allowed.
    #[must_use]
    pub const fn new(least: f64, most: f64) -> Self {
        Self { least, least_allowed: true, most, whole: false, share: false }
    }

    const fn whole(least: f64, most: f64) -> Self {
        Self { whole: true, ..Self::new(least, most) }
    }

    pub(crate) const fn share(least: f64, most: f64) -> Self {
        Self { share: true, ..Self::new(least, most) }
    }

    /// Without the smallest itself.
    pub(crate) const fn above(self) -> Self {
        Self { least_allowed: false, ..self }
    }

    /// Of a declared setting, by its unit: copies are whole.
    #[must_use]
    pub fn of_setting(least: f64, most: f64, unit: &str) -> Self {
        Self { whole: unit == "copies", share: unit == "share", ..Self::new(least, most) }
    }

    /// Whether a figure lies between them.
    #[must_use]
    pub fn allow(&self, value: f64) -> bool {
        let low_enough = value <= self.most;
        let high_enough = if self.least_allowed { value >= self.least } else { value > self.least };
        low_enough && high_enough && (!self.whole || value == libm::trunc(value))
    }
}

// The upper bounds are no statements about systems: they keep sums and products of figures finite.

/// Rates, users and actions.
pub const RATE: Bounds = Bounds::new(0.0, 1e18);
/// Peak rate over average rate.
pub const PEAK_FACTOR: Bounds = Bounds::new(0.0, 1e6).above();
/// Values of a daily curve, in any unit.
pub const CURVE_VALUE: Bounds = Bounds::new(0.0, 1e18);
/// Values of a daily curve: one for each full hour.
pub const CURVE_HOURS: usize = 24;
/// Sizes, in bytes.
pub const BYTES: Bounds = Bounds::new(0.0, 1e18);
/// Planning horizon, in years.
pub const HORIZON_YEARS: Bounds = Bounds::new(0.0, 100.0);
/// Growth a year, as a share; −1 would be: nothing left.
pub const GROWTH_PER_YEAR: Bounds = Bounds::share(-1.0, 100.0);
/// Availabilities.
pub const AVAILABILITY: Bounds = Bounds::share(0.0, 1.0);
/// Utilisation that should not be passed.
pub const TARGET_UTILIZATION: Bounds = Bounds::share(0.0, 1.0).above();
/// Latencies, in milliseconds.
pub const LATENCY_MS: Bounds = Bounds::new(0.0, 1e12);
/// Instances, shards, copies in a place, needed members of a group.
pub const COUNT: Bounds = Bounds::whole(1.0, 1e6);
/// Replicas of a shard.
pub const REPLICAS: Bounds = Bounds::whole(0.0, 1e4);
/// Prices, in the currency of the design.
pub const PRICE: Bounds = Bounds::new(0.0, 1e12);
/// Calls for each request.
pub const CALLS: Bounds = Bounds::new(0.0, 1e9);
/// Part of the traffic that goes one way; normalised, so it may be above 1.
pub const SHARE: Bounds = Bounds::new(0.0, 1e9);
/// How many times the peak arrives.
pub const LOAD: Bounds = Bounds::new(0.0, 1e6);
/// Where a box stands, in world pixels.
pub const POSITION: Bounds = Bounds::new(-1e9, 1e9);
/// How wide or high a place is drawn, in world pixels.
pub const EXTENT: Bounds = Bounds::new(0.0, 1e9);

/// How far along its way a connection is bent, as a share of it.
pub const BEND_SHARE: Bounds = Bounds::new(-1000.0, 1000.0);
/// Most bends of a connection.
pub const MOST_BENDS: usize = 50;

/// Fields of the file.
pub const FILE_FIELDS: &[&str] = &[
    "format",
    "title",
    "notes",
    "workload",
    "requirements",
    "thresholds",
    "prices",
    "kinds",
    "places",
    "components",
    "connections",
    "accepted",
    "layout",
    "frames",
    "canvas_notes",
    "pieces",
    "steps",
];
/// Fields of the workload, beside its settings.
pub const WORKLOAD_FIELDS: &[&str] = &["journeys", "horizon_years", "growth_per_year"];
/// Fields of a journey.
pub const JOURNEY_FIELDS: &[&str] = &[
    "id",
    "name",
    "entry",
    "operation",
    "rate",
    "peak_factor",
    "daily_curve",
    "content",
    "request_bytes",
    "response_bytes",
    "stored_bytes",
];
/// Fields of a rate.
pub const RATE_FIELDS: &[&str] = &["per_second", "per_day", "daily_users", "actions_per_user"];
/// Fields of the requirements, beside their settings.
pub const REQUIREMENTS_FIELDS: &[&str] = &["availability", "target_utilization", "latency_ms", "consistency"];
/// Fields of a latency target.
pub const LATENCY_FIELDS: &[&str] = &["mean", "p50", "p95", "p99"];
/// Fields of the prices.
pub const PRICES_FIELDS: &[&str] = &["currency", "per_month", "per_gb_month", "egress_per_gb"];
/// Tiers of storage, the quickest and dearest first.
pub const TIERS: &[&str] = &["hot", "warm", "cold"];
/// Longest name of a currency, in characters.
pub const MOST_CURRENCY_CHARS: usize = 20;
/// Fields of a place.
pub const PLACE_FIELDS: &[&str] = &["id", "kind", "name", "in", "availability"];
/// Fields of a component, beside its settings.
pub const COMPONENT_FIELDS: &[&str] =
    &["id", "kind", "preset", "name", "notes", "instances", "shards", "replicas", "places", "locked", "settings"];
/// Fields of an own kind.
pub const OWN_KIND_FIELDS: &[&str] = &["from", "name", "icon", "values", "sources"];
/// Fields of a text on the canvas.
pub const NOTE_FIELDS: &[&str] = &["text", "at"];
/// Fields of a piece.
pub const PIECE_FIELDS: &[&str] = &["name", "components", "connections", "layout"];
/// Fields of a step of a presentation.
pub const STEP_FIELDS: &[&str] = &["note", "view", "visible", "highlighted", "down", "load"];
/// So many steps a presentation has at most. An assumption: an evening's talk.
pub const MOST_STEPS: usize = 200;
/// Fields of an accepted finding.
pub const ACCEPTED_FIELDS: &[&str] = &["rule", "components", "reason"];
/// Fields of a connection, beside its settings.
pub const CONNECTION_FIELDS: &[&str] = &[
    "id",
    "from",
    "to",
    "mode",
    "journeys",
    "operation",
    "calls",
    "share",
    "after_miss_in",
    "required",
    "group",
    "needs",
    "fallback",
    "bends",
    "step",
];
