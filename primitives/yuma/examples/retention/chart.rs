//! The drawing: two panels with a line for every honest stake, and a legend, as SVG text.

use std::fmt::Write;

use crate::contour::{Grid, Point, STEPS};

/// The length of a panel's sides.
const SIDE: f64 = 430.0;
/// The upper edge of both panels.
const TOP: f64 = 112.0;
/// The left edge of each panel.
const LEFT: [f64; 2] = [80.0, 600.0];
/// The left edge of the legend.
const LEGEND: f64 = 1062.0;
const WIDTH: f64 = 1215.0;
const HEIGHT: f64 = 612.0;

/// One colour per line, from little honest stake to much.
const COLOURS: [&str; 10] = [
	"#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6cc04a", "#c2a51a",
	"#e8781e",
];

/// One half of the drawing.
pub struct Panel {
	/// What it shows.
	pub title: &'static str,
	/// For every honest stake, in percent, what the honest team wins by.
	pub grids: Vec<(u32, Grid)>,
}

/// The whole drawing.
pub fn svg(panels: &[Panel; 2]) -> String {
	let mut svg = format!(
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" \
		 height=\"{HEIGHT}\" font-family=\"Helvetica, Arial, sans-serif\" fill=\"#222\">\n\
		 <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
	);
	text(
		&mut svg,
		(80.0, 36.0),
		21,
		"start",
		"Where an honest majority keeps its stake",
	);
	let how = "One line for every honest stake. Right of its line the honest team earns at least its share of \
	           the stake and so keeps it; left of it the cabal grows.";
	text(&mut svg, (80.0, 60.0), 14, "start", how);
	for (panel, left) in panels.iter().zip(LEFT) {
		axes(&mut svg, left);
		text(
			&mut svg,
			(left + SIDE / 2.0, TOP - 14.0),
			16,
			"middle",
			panel.title,
		);
		panel_lines(&mut svg, panel, left);
	}
	legend(&mut svg, &panels[1]);
	svg.push_str("</svg>\n");
	svg
}

/// Frame, grid, ticks and titles of the axes.
fn axes(svg: &mut String, left: f64) {
	let (right, bottom) = (left + SIDE, TOP + SIDE);
	for tick in 0..=5 {
		let (x, y) = at(left, (f64::from(tick) / 5.0, f64::from(tick) / 5.0));
		let number = format!("{:.1}", f64::from(tick) / 5.0);
		put(
			svg,
			format_args!("<path d=\"M{x:.1} {TOP}V{bottom}M{left} {y:.1}H{right}\" stroke=\"#e4e4e4\"/>"),
		);
		text(svg, (x, bottom + 20.0), 13, "middle", &number);
		text(svg, (left - 8.0, y + 4.5), 13, "end", &number);
	}
	put(
		svg,
		format_args!(
			"<rect x=\"{left}\" y=\"{TOP}\" width=\"{SIDE}\" height=\"{SIDE}\" fill=\"none\" stroke=\"#555\"/>"
		),
	);
	let honest = "Honest utility: honest weight on honest miners, W_H";
	text(svg, (left + SIDE / 2.0, bottom + 45.0), 14, "middle", honest);
	let (x, y) = (left - 44.0, TOP + SIDE / 2.0);
	put(
		svg,
		format_args!("<g transform=\"translate({x} {y}) rotate(-90)\">"),
	);
	let cabal = "Cabal self-weight: cabal weight on cabal miners, W_C";
	text(svg, (0.0, 0.0), 14, "middle", cabal);
	svg.push_str("</g>\n");
}

/// The lines, and above all of them their labels.
fn panel_lines(svg: &mut String, panel: &Panel, left: f64) {
	for ((_, grid), colour) in panel.grids.iter().zip(COLOURS) {
		let mut path = String::new();
		for (from, to) in grid.zero_line() {
			let ((x, y), (to_x, to_y)) = (at(left, from), at(left, to));
			let _ = write!(path, "M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}");
		}
		put(
			svg,
			format_args!(
				"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.2\" \
				 stroke-linecap=\"round\"/>"
			),
		);
	}
	for (index, ((percent, grid), colour)) in panel.grids.iter().zip(COLOURS).enumerate() {
		// From line to line a step down, so that labels do not meet.
		let row = (11 - index) * STEPS / 20;
		if let Some(x) = grid.crossing_right(row) {
			let (x, y) = at(left, (x, row as f64 / STEPS as f64));
			label(svg, (x, y + 4.0), colour, &share(*percent));
		}
	}
}

/// What each colour means.
fn legend(svg: &mut String, panel: &Panel) {
	text(svg, (LEGEND, TOP + 14.0), 14, "start", "Honest stake, S_H");
	for (index, ((percent, _), colour)) in panel.grids.iter().zip(COLOURS).enumerate() {
		let y = TOP + 42.0 + 26.0 * index as f64;
		put(
			svg,
			format_args!(
				"<path d=\"M{LEGEND} {y}h28\" stroke=\"{colour}\" stroke-width=\"4\" stroke-linecap=\"round\"/>"
			),
		);
		text(svg, (LEGEND + 38.0, y + 5.0), 14, "start", &share(*percent));
	}
}

/// Where a point of the unit square lies in the panel at `left`.
fn at(left: f64, (x, y): Point) -> Point {
	(left + SIDE * x, TOP + SIDE * (1.0 - y))
}

fn share(percent: u32) -> String {
	format!("{:.2}", f64::from(percent) / 100.0)
}

/// A text, in which what follows an underscore is lowered.
fn text(svg: &mut String, (x, y): Point, size: u32, anchor: &str, words: &str) {
	let (words, low) = words.split_once('_').unwrap_or((words, ""));
	let low = if low.is_empty() {
		String::new()
	} else {
		format!("<tspan dy=\"4\" font-size=\"{}\">{low}</tspan>", size * 3 / 4)
	};
	put(
		svg,
		format_args!(
			"<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" text-anchor=\"{anchor}\">{words}{low}</text>"
		),
	);
}

/// A small text on a line, which is white around it.
fn label(svg: &mut String, (x, y): Point, colour: &str, words: &str) {
	put(
		svg,
		format_args!(
			"<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"12\" font-weight=\"bold\" text-anchor=\"middle\" \
			 fill=\"{colour}\" stroke=\"white\" stroke-width=\"4\" paint-order=\"stroke\">{words}</text>"
		),
	);
}

/// Adds a line.
fn put(svg: &mut String, line: std::fmt::Arguments) {
	// Writing to a string does not fail.
	let _ = writeln!(svg, "{line}");
}
