//! Distributions of times on a lattice: shares of probability at multiples of a step, and their generating functions
//! at points of a circle, where one time after another is a product. Knows no components; what is put together from
//! it is in `times`.
//!
//! The circle is smaller than 1, so that what lies beyond the lattice hardly folds back into it (Abate and Whitt
//! 1992, LATTICE-POISSON). A time between two multiples of the step is shared out to both so that its mean stays;
//! no time moves by more than a step.

/// What is left of a share that folds back once.
const FOLDED: f64 = 1e-5;

/// A complex number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Complex {
    /// Real part.
    pub re: f64,
    /// Imaginary part.
    pub im: f64,
}

impl Complex {
    const ONE: Self = Self { re: 1.0, im: 0.0 };

    fn plus(self, other: Self) -> Self {
        Self { re: self.re + other.re, im: self.im + other.im }
    }

    fn minus(self, other: Self) -> Self {
        Self { re: self.re - other.re, im: self.im - other.im }
    }

    fn times(self, other: Self) -> Self {
        Self { re: self.re * other.re - self.im * other.im, im: self.re * other.im + self.im * other.re }
    }

    /// Its mirror image below the axis: the conjugate.
    fn mirrored(self) -> Self {
        Self { re: self.re, im: -self.im }
    }

    /// Times a real number.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Self { re: self.re * factor, im: self.im * factor }
    }

    fn over(self, other: Self) -> Self {
        let size = other.re * other.re + other.im * other.im;
        Self {
            re: (self.re * other.re + self.im * other.im) / size,
            im: (self.im * other.re - self.re * other.im) / size,
        }
    }
}

/// A generating function at the points of the upper half circle; the lower half is its mirror image.
pub type Spectrum = Vec<Complex>;

/// The circle: the same for every step.
#[derive(Debug)]
pub struct Circle {
    /// `exp(−2πi k ÷ points)`.
    roots: Vec<Complex>,
    /// Those that each step of a transform of half as many values takes, one step after the other.
    turns: Vec<Complex>,
    /// Powers of the radius.
    powers: Vec<f64>,
    /// The points of the upper half.
    upper: Vec<Complex>,
}

impl Circle {
    /// The circle of a lattice of so many points: a power of two.
    #[must_use]
    pub fn new(points: usize) -> Self {
        let points = points.next_power_of_two();
        let angle = |k: usize| -2.0 * std::f64::consts::PI * k as f64 / points as f64;
        let log = libm::log(FOLDED) / points as f64;
        let roots: Vec<Complex> =
            (0..points).map(|k| Complex { re: libm::cos(angle(k)), im: libm::sin(angle(k)) }).collect();
        let powers: Vec<f64> = (0..points).map(|k| libm::exp(log * k as f64)).collect();
        let upper = roots[..=points / 2].iter().map(|root| root.scaled(libm::exp(log))).collect();
        let steps = (0..points.trailing_zeros().saturating_sub(1)).map(|step| 1_usize << step);
        let turns =
            steps.flat_map(|half| (0..half).map(move |k| k * (points / (2 * half)))).map(|k| roots[k]).collect();
        Self { roots, turns, powers, upper }
    }

    /// Points of the lattice.
    fn points(&self) -> usize {
        self.roots.len()
    }

    /// Points that are read: beyond them the circle enlarges rounding errors.
    #[must_use]
    pub fn read(&self) -> usize {
        self.points() / 2
    }

    /// A point of the circle to a power, below the number of points.
    fn power(&self, point: usize, power: usize) -> Complex {
        self.roots[point * power % self.points()].scaled(self.powers[power])
    }

    /// No time at all.
    #[must_use]
    pub fn nothing(&self) -> Spectrum {
        vec![Complex::ONE; self.read() + 1]
    }

    /// Adds a time that is always the same, in steps.
    pub fn shift(&self, spectrum: &mut Spectrum, steps: f64) {
        if steps <= 0.0 {
            return;
        }
        // Beyond the lattice nothing is left to see.
        if steps >= (self.points() - 1) as f64 {
            spectrum.fill(Complex::default());
            return;
        }
        let whole = libm::floor(steps);
        let part = steps - whole;
        let whole = whole as usize;
        for (point, (value, z)) in spectrum.iter_mut().zip(&self.upper).enumerate() {
            let shared = Complex::ONE.scaled(1.0 - part).plus(z.scaled(part));
            *value = value.times(self.power(point, whole)).times(shared);
        }
    }

    /// Adds, with a probability, an exponential time with a mean in steps.
    pub fn exponential(&self, spectrum: &mut Spectrum, probability: f64, mean: f64) {
        if mean <= 0.0 || probability <= 0.0 {
            return;
        }
        // Of an exponential time, shared out: nothing with probability `none`, else a geometric number of steps.
        let stops = -libm::expm1(-1.0 / mean);
        let none = 1.0 - stops * mean;
        let (at_once, later) = (1.0 - probability * (1.0 - none), probability * (1.0 - none) * stops);
        for (value, z) in spectrum.iter_mut().zip(&self.upper) {
            let rest = z.scaled(later).over(Complex::ONE.minus(z.scaled(1.0 - stops)));
            *value = value.times(Complex { re: at_once + rest.re, im: rest.im });
        }
    }

    /// Shares of probability by number of steps.
    #[must_use]
    pub fn shares(&self, spectrum: &Spectrum) -> Vec<f64> {
        // Shares are real: those of even and of odd numbers are the two parts of half as many values.
        let half = self.read();
        let pair = |k: usize| {
            let (one, other) = (spectrum[k], spectrum[half - k].mirrored());
            let odd = one.minus(other).times(self.roots[k].mirrored());
            Complex { re: one.re + other.re - odd.im, im: one.im + other.im + odd.re }
        };
        let mut values: Vec<Complex> = (0..half).map(pair).collect();
        // The inverse transform is the transform of the mirror image.
        values[1..].reverse();
        self.transform(&mut values);
        let scale = 1.0 / self.points() as f64;
        let each = values.iter().flat_map(|value| [value.re, value.im]);
        each.zip(&self.powers).map(|(value, power)| value * scale / power).collect()
    }

    /// The generating function of shares by number of steps.
    #[must_use]
    pub fn spectrum(&self, shares: &[f64]) -> Spectrum {
        let half = self.read();
        let at = |number: usize| shares.get(number).map_or(0.0, |share| share * self.powers[number]);
        let mut values: Vec<Complex> = (0..half).map(|k| Complex { re: at(2 * k), im: at(2 * k + 1) }).collect();
        self.transform(&mut values);
        let point = |k: usize| {
            let (one, other) = (values[k % half], values[(half - k) % half].mirrored());
            let (even, odd) = (one.plus(other), one.minus(other));
            even.plus(Complex { re: odd.im, im: -odd.re }.times(self.roots[k])).scaled(0.5)
        };
        (0..=half).map(point).collect()
    }

    /// Fast Fourier transform of half as many values as there are points, in place (Cooley and Tukey 1965).
    fn transform(&self, values: &mut [Complex]) {
        let count = values.len();
        let bits = count.trailing_zeros();
        for at in 0..count {
            let mirrored = at.reverse_bits() >> (usize::BITS - bits);
            if at < mirrored {
                values.swap(at, mirrored);
            }
        }
        let mut half = 1;
        while half < count {
            let turns = &self.turns[half - 1..2 * half - 1];
            for part in values.chunks_exact_mut(2 * half) {
                let (first, second) = part.split_at_mut(half);
                for ((one, other), turn) in first.iter_mut().zip(second).zip(turns) {
                    let (even, odd) = (*one, other.times(*turn));
                    (*one, *other) = (even.plus(odd), even.minus(odd));
                }
            }
            half *= 2;
        }
    }
}

/// Multiplies, point by point: one time after another.
pub fn and_then(spectrum: &mut Spectrum, other: &Spectrum) {
    for (value, other) in spectrum.iter_mut().zip(other) {
        *value = value.times(*other);
    }
}

/// Adds a share of another, point by point: one of several times.
pub fn or(spectrum: &mut Spectrum, share: f64, other: &Spectrum) {
    for (value, other) in spectrum.iter_mut().zip(other) {
        *value = value.plus(other.scaled(share));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(shares: &[f64]) -> f64 {
        shares.iter().enumerate().map(|(at, share)| at as f64 * share).sum()
    }

    #[test]
    fn shares_come_back_from_their_spectrum() {
        let circle = Circle::new(1024);
        let given = [0.5, 0.0, 0.25, 0.125, 0.125];
        let shares = circle.shares(&circle.spectrum(&given));
        for (at, share) in shares.iter().take(circle.read()).enumerate() {
            assert!((share - given.get(at).copied().unwrap_or(0.0)).abs() < 1e-12, "{at}: {share}");
        }
    }

    #[test]
    fn a_spectrum_is_the_sum_that_defines_it() {
        let circle = Circle::new(16);
        let given = [0.3, 0.1, 0.0, 0.25, 0.05, 0.2, 0.1];
        for (at, value) in circle.spectrum(&given).into_iter().enumerate() {
            let each = given.iter().enumerate().map(|(power, share)| circle.power(at, power).scaled(*share));
            let sum = each.fold(Complex::default(), Complex::plus);
            assert!((sum.re - value.re).abs() < 1e-14 && (sum.im - value.im).abs() < 1e-14, "{at}: {value:?} {sum:?}");
        }
    }

    #[test]
    fn a_time_between_two_steps_keeps_its_mean() {
        let circle = Circle::new(1024);
        let mut spectrum = circle.nothing();
        circle.shift(&mut spectrum, 10.25);
        circle.shift(&mut spectrum, 3.5);
        circle.exponential(&mut spectrum, 0.5, 20.0);
        let shares = circle.shares(&spectrum);
        assert!((mean(&shares[..circle.read()]) - 23.75).abs() < 1e-6, "{}", mean(&shares[..circle.read()]));
        assert!(shares[..13].iter().all(|share| share.abs() < 1e-12));
        // Half of the requests take the constant alone: three quarters of 10 or 11, halved with 3 or 4.
        assert!((shares[13] - 0.75 * 0.5 * (0.5 + 0.5 * 0.025)).abs() < 1e-3, "{}", shares[13]);
    }

    #[test]
    fn what_lies_beyond_does_not_fold_back() {
        let circle = Circle::new(1024);
        let mut spectrum = circle.nothing();
        circle.exponential(&mut spectrum, 1.0, 400.0);
        let below: f64 = circle.shares(&spectrum)[..400].iter().sum();
        assert!((below - (1.0 - libm::exp(-399.5_f64 / 400.0))).abs() < 1e-5, "{below}");
        circle.shift(&mut spectrum, 1e9);
        assert!(circle.shares(&spectrum).iter().all(|share| *share == 0.0));
    }
}
