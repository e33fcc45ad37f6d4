//! What an epoch decides.

use alloc::vec::Vec;

use crate::{fixed::Fixed, rows::Rows};

/// The result of one epoch. All vectors have one value, and `bonds` one row, per neuron; the index is the
/// uid.
///
/// Every [`Fixed`] here lies between zero and one: [`Fixed::to_u16`] gives the proportion of 65535 that
/// clients see, [`Fixed::bits`] all that is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EpochOutput {
	/// Who set weights recently enough.
	pub active: Vec<bool>,
	/// Each neuron's share of all stake.
	pub stake: Vec<Fixed>,
	/// Each neuron's share of the stake that may set weights and did so recently enough.
	pub active_stake: Vec<Fixed>,
	/// The weight on each neuron that a majority supports.
	pub consensus: Vec<Fixed>,
	/// Each neuron's share of what is paid for being rated.
	pub incentive: Vec<Fixed>,
	/// Each neuron's share of what is paid for rating.
	pub dividends: Vec<Fixed>,
	/// How much of each neuron's weights the majority supports.
	pub validator_trust: Vec<Fixed>,
	/// Who may validate in the next epoch.
	pub new_validator_permits: Vec<bool>,
	/// The bonds to pass to the next epoch; rows without a new permit are empty. Classic ones are over the largest
	/// of their column, whether or not its holder has a permit, those of Yuma3 over one; both as proportions.
	pub bonds: Rows<u16>,
}
