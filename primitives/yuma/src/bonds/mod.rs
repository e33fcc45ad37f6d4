//! Steps 9 to 12 and 14, bonds: a validator's stake in the neurons that it rated well, early and for long.
//!
//! - [`penalty`]: the weights that bonds grow from.
//! - [`classic`], [`yuma3`]: how the bonds of this epoch follow from those weights and from the old bonds;
//!   [`average`] is what both have in common, [`liquid_alpha`] how the part of the new depends on the bond.
//! - [`storage`]: which old bonds still count, and how new ones go to the next epoch.
//!
//! Everything is done column by column - for every neuron, who holds how much - because all scaling is within a
//! column. Work is proportional to the number of entries.

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
		storage::{old_bonds, old_bonds_count, room_for_bonds},
	},
	by_uid::uids,
	columns::{Columns, Entry},
	dividends::Dividends,
	fixed::Fixed,
	input::{BondsMode, EpochInput},
	rating::Ratings,
	rows::Rows,
	share::{Divisor, Share},
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

/// Works out the bonds of one column after the other, and what they give.
pub(crate) fn returns(
	input: &EpochInput,
	old_counts: Vec<usize>,
	weights: &Columns<Entry>,
	ratings: &Ratings,
	active_stake: &[Share],
	new_permits: &[bool],
) -> Returns {
	let old = old_bonds(input, old_counts);
	let mut market = Market {
		rule: Rule::new(input.bonds_mode, &ratings.consensus),
		penalty: Penalty::from_proportion(input.bonds_penalty),
		renew: Share::from(Fixed::ratio(input.bonds_moving_average, MILLION)).rest(),
		active_stake,
		bought: Vec::with_capacity(weights.longest()),
		// clamp: never reached, these are entries in memory
		bonds: Bonds::with_room_for(weights.longest().saturating_add(old.longest())),
	};
	let mut dividends = Dividends::new(input.neurons());
	let mut new = room_for_bonds(input, new_permits);

	let ratings = ratings.consensus.iter().zip(&ratings.incentive);
	let old = old.iter().zip(old_bonds_count(input));
	let columns = uids().zip(weights.iter().zip(old).zip(ratings));
	for (rated, ((column, (old, counts)), (&consensus, &incentive))) in columns {
		market.trade(column, consensus, if counts { old } else { &[] });
		let (bonds, all) = (&market.bonds, market.bonds.total());
		match market.rule {
			Rule::Classic => {
				let largest = Divisor::new(all.share(bonds.largest()).bits());
				for bond in bonds.list() {
					let part = all.share(bond.share());
					dividends.pay(bond.uid(), part, incentive);
					new.push(bond.uid(), (rated, largest.share(part).to_u16()));
				}
			}
			Rule::Yuma3 | Rule::LiquidAlpha(_) => {
				for bond in bonds.list() {
					dividends.pay(bond.uid(), all.share(bond.share()), incentive);
					new.push(bond.uid(), (rated, bond.share().to_u16()));
				}
			}
		}
	}
	Returns {
		dividends: match market.rule {
			Rule::Classic => dividends.shares(),
			Rule::Yuma3 | Rule::LiquidAlpha(_) => dividends.shares_by_stake(active_stake),
		},
		bonds: new.finish(),
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
	rule: Rule,
	penalty: Penalty,
	/// The part of the new in a bond.
	renew: Share,
	active_stake: &'a [Share],
	bought: Vec<Entry>,
	/// The bonds of the column.
	bonds: Bonds,
}

impl Market<'_> {
	/// Makes the bonds of a column, before any scaling.
	fn trade(&mut self, column: &[Entry], consensus: Share, old: &[Stored]) {
		let (clipping, bonds) = (self.penalty.at(consensus), &mut self.bonds);
		match &self.rule {
			Rule::Classic => {
				let (stake, bought) = (self.active_stake, &mut self.bought);
				classic::average(self.renew, column, clipping, stake, old, bought, bonds);
			}
			Rule::Yuma3 => yuma3::average(self.renew, column, clipping, old, bonds),
			Rule::LiquidAlpha(sigmoid) => yuma3::average_by_distance(sigmoid, column, clipping, old, bonds),
		}
	}
}
