//! Steps 9 to 12 and 14, bonds: a validator's stake in the neurons that it rated well, early and for long.
//!
//! - [`penalty`]: the weights that bonds grow from.
//! - [`classic`], [`yuma3`]: how the bonds of this epoch follow from those weights and from the old bonds;
//!   [`average`] is what both have in common, [`liquid_alpha`] how the part of the new depends on the bond.
//! - [`storage`]: which old bonds still count, and how new ones go to the next epoch.
//!
//! Everything is done column by column - for every neuron, who holds how much - because all scaling is within a
//! column. Work is proportional to the number of entries. A column's two loops, one that makes its bonds and one that
//! settles them, are each a function that the compiler is told to keep: within the whole there are not enough
//! registers for what they need.

pub mod average;
pub mod classic;
pub mod liquid_alpha;
pub mod penalty;
pub mod storage;
pub mod yuma3;

use alloc::vec::Vec;

use crate::{
	bonds::{
		average::{Bonds, Stored},
		liquid_alpha::Sigmoid,
		penalty::Penalty,
		storage::{holders, old_bonds, old_bonds_count, room_for_bonds},
	},
	by_uid::uids,
	columns::{Columns, Entry},
	dividends::{shares, shares_by_stake},
	fixed::Fixed,
	input::{BondsMode, EpochInput},
	rating::Ratings,
	rows::Rows,
	share::{MovingAverage, Share},
};

/// The old bonds' full weight, in parts per million.
const MILLION: u128 = 1_000_000;

/// What bonds give: dividends now, and bonds for the next epoch.
pub(crate) struct Returns {
	/// Each neuron's share of all dividends, rounded down; all zeros if there are none.
	pub(crate) dividends: Vec<Share>,
	/// The bonds that the next epoch starts from.
	pub(crate) bonds: Rows<u16>,
}

/// Works out the bonds of one column after the other, and what they give. They take the place of the weights.
pub(crate) fn returns(
	input: &EpochInput,
	old_counts: Vec<usize>,
	weights: &mut Columns<Entry>,
	ratings: &Ratings,
	active_stake: &[Share],
	new_permits: &[bool],
) -> Returns {
	let old = old_bonds(input, old_counts);
	let rule = Rule::new(input.bonds_mode, &ratings.consensus);
	let renew = Share::from(Fixed::ratio(input.bonds_moving_average, MILLION)).rest();
	let mut market = Market {
		rule: &rule,
		penalty: Penalty::from_proportion(input.bonds_penalty),
		moving_average: MovingAverage::new(renew),
		// clamp: never reached, these are entries in memory
		room: Vec::with_capacity(weights.longest().saturating_add(old.longest())),
	};
	let mut new = room_for_bonds(input, new_permits);
	let mut holders = holders(&mut new);

	let ratings = ratings.consensus.iter().zip(&ratings.incentive);
	let old = old.iter().zip(old_bonds_count(input));
	for (rated, ((old, counts), (&consensus, &incentive))) in uids().zip(old.zip(ratings)) {
		let column = weights.column_mut(rated);
		let bonds = market.trade(column, consensus, if counts { old } else { &[] });
		match rule {
			Rule::Classic => classic::settle(&bonds, rated, incentive, &mut holders),
			Rule::Yuma3 | Rule::LiquidAlpha(_) => yuma3::settle(&bonds, rated, incentive, &mut holders),
		}
	}
	let paid = holders.iter().map(|holder| holder.dividend);
	let dividends = match rule {
		Rule::Classic => shares(paid),
		Rule::Yuma3 | Rule::LiquidAlpha(_) => shares_by_stake(paid, active_stake),
	};
	let left: Vec<_> = holders.into_iter().map(|holder| holder.room()).collect();
	Returns {
		dividends,
		bonds: new.finish(left.into_iter()),
	}
}

/// How the bonds of a column follow from its weights and its old bonds.
enum Rule {
	Classic,
	Yuma3,
	LiquidAlpha(Sigmoid),
}

impl Rule {
	fn new(mode: BondsMode, consensus: &[Share]) -> Self {
		// Where nothing is agreed upon there is nothing to measure a distance from.
		let agreed = || consensus.iter().any(|&consensus| consensus > Share::ZERO);
		match mode {
			BondsMode::Classic => Self::Classic,
			BondsMode::Yuma3 {
				liquid_alpha: Some(alpha),
			} if agreed() => Self::LiquidAlpha(Sigmoid::new(alpha)),
			BondsMode::Yuma3 { .. } => Self::Yuma3,
		}
	}
}

/// Where bonds are made, a column at a time.
struct Market<'a> {
	rule: &'a Rule,
	penalty: Penalty,
	/// Of new and old bonds, where all have the same part of the new.
	moving_average: MovingAverage,
	/// For the bonds of a column where new and old ones are not of the same holders.
	room: Vec<Entry>,
}

impl Market<'_> {
	/// Makes the bonds of a column, before any scaling.
	fn trade<'a>(&'a mut self, column: &'a mut [Entry], consensus: Share, old: &[Stored]) -> Bonds<'a> {
		let (clipping, room) = (self.penalty.at(consensus), &mut self.room);
		match self.rule {
			Rule::Classic => classic::average(self.moving_average, column, old, room),
			Rule::Yuma3 => yuma3::average(self.moving_average, column, clipping, old, room),
			Rule::LiquidAlpha(sigmoid) => yuma3::average_by_distance(sigmoid, column, clipping, old, room),
		}
	}
}
