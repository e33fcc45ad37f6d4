//! A function on a grid over the unit square, and the line on which it is zero.

use std::error::Error;

/// How many cells the grid has in each direction; a multiple of ten, so that tenths are on it.
pub const STEPS: usize = 30;

/// Below zero by no more than this is zero: what roundings cost a share that is equal in theory.
const ROUNDING: f64 = 0.000_05;

/// A point of the unit square.
pub type Point = (f64, f64);

/// The values of a function at the corners of all cells.
pub struct Grid {
	/// By row, the lowest first.
	values: Vec<Vec<f64>>,
}

impl Grid {
	/// Evaluates `function` of the horizontal and the vertical coordinate at all corners.
	pub fn of<F>(function: F) -> Result<Self, Box<dyn Error>>
	where
		F: Fn(f64, f64) -> Result<f64, Box<dyn Error>>,
	{
		let row = |y| (0..=STEPS).map(|x| function(place(x), place(y))).collect();
		let values: Result<_, _> = (0..=STEPS).map(row).collect();
		Ok(Self { values: values? })
	}

	/// Whether the function is zero or more at this corner.
	fn keeps(&self, x: usize, y: usize) -> bool {
		self.values[y][x] >= -ROUNDING
	}

	/// From where to where in a column the function is below zero, if it is anywhere.
	pub fn below_zero(&self, x: usize) -> Option<(f64, f64)> {
		let first = (0..=STEPS).find(|&y| !self.keeps(x, y))?;
		let last = (0..=STEPS).rfind(|&y| !self.keeps(x, y))?;
		let up_to = |y: usize| self.crossing((x, y - 1), (x, y)).1;
		let from = if first == 0 { 0.0 } else { up_to(first) };
		let to = if last == STEPS { 1.0 } else { up_to(last + 1) };
		Some((from, to))
	}

	/// How far to the right in a row the function first rises above zero.
	pub fn crossing_right(&self, y: usize) -> Option<f64> {
		let x = (0..STEPS).find(|&x| !self.keeps(x, y) && self.keeps(x + 1, y))?;
		Some(self.crossing((x, y), (x + 1, y)).0)
	}

	/// How far to the right the line goes.
	pub fn rightmost(&self) -> f64 {
		let rows = (0..=STEPS).filter_map(|y| self.crossing_right(y));
		rows.fold(0.0, f64::max)
	}

	/// The line on which the function is zero, in pieces of one per cell: marching squares.
	pub fn zero_line(&self) -> Vec<(Point, Point)> {
		let cells = (0..STEPS).flat_map(|y| (0..STEPS).map(move |x| (x, y)));
		cells.flat_map(|(x, y)| self.pieces(x, y)).collect()
	}

	/// The pieces in one cell: its edges with a change of sign, joined in pairs.
	fn pieces(&self, x: usize, y: usize) -> Vec<(Point, Point)> {
		let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)];
		let edges = corners.windows(2).map(|edge| (edge[0], edge[1]));
		let crossed = edges.filter(|&(from, to)| self.keeps(from.0, from.1) != self.keeps(to.0, to.1));
		let ends: Vec<Point> = crossed.map(|(from, to)| self.crossing(from, to)).collect();
		ends.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
	}

	/// Where between two corners the function is zero, as if it were straight.
	fn crossing(&self, from: (usize, usize), to: (usize, usize)) -> Point {
		let (start, end) = (self.values[from.1][from.0], self.values[to.1][to.0]);
		let part = (start / (start - end)).clamp(0.0, 1.0);
		let between = |from, to| place(from) + (place(to) - place(from)) * part;
		(between(from.0, to.0), between(from.1, to.1))
	}
}

/// The coordinate of a grid line.
fn place(index: usize) -> f64 {
	index as f64 / STEPS as f64
}
