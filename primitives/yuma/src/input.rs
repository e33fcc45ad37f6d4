//! What an epoch needs to know, gathered by the caller.

use alloc::vec::Vec;

use crate::rows::Rows;

/// Everything that one epoch of one subnet depends on.
///
/// The number of neurons is the length of `stake`; every other vector has one value, and every matrix one
/// row, per neuron. The index is the uid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EpochInput {
	/// The block in which the epoch runs.
	pub current_block: u64,
	/// Blocks from one epoch to the next.
	pub tempo: u16,
	/// Blocks after which a neuron that has not set weights counts as inactive.
	pub activity_cutoff: u64,
	/// The share of the stake that carries a weight into consensus, over 65535.
	pub kappa: u16,
	/// The old bonds' part of the new bonds, in parts per million: 0 to 1,000,000.
	pub bonds_moving_average: u64,
	/// How bonds follow from weights.
	pub bonds_mode: BondsMode,
	/// How far bonds follow the clipped weights instead of the submitted ones, over 65535.
	pub bonds_penalty: u16,
	/// How many neurons may validate in the next epoch.
	pub max_validators: u16,
	/// The subnet's owner, who always has a permit, may rate itself and is exempt from `stake_threshold`.
	pub owner_uid: Option<u16>,
	/// Stake below this counts as none, in rao.
	pub stake_threshold: u64,
	/// The block of the epoch before this one; 0 if unknown, then it is assumed to be `tempo` blocks ago.
	pub last_mechanism_step_block: u64,
	/// Stake of every neuron, in rao.
	pub stake: Vec<u64>,
	/// The block in which every neuron last set weights.
	pub last_update: Vec<u64>,
	/// The block in which every neuron got its uid.
	pub block_at_registration: Vec<u64>,
	/// Who may validate in this epoch: the permits that the epoch before gave.
	pub validator_permits: Vec<bool>,
	/// The block of every neuron's oldest weight commitment that has not expired, `u64::MAX` for none; `None`
	/// if the subnet does not hide weights.
	pub commit_blocks: Option<Vec<u64>>,
	/// Weights as submitted: row = who rates, column = who is rated, any scale, rows in any order.
	pub weights: Rows<u16>,
	/// The bonds that the epoch before returned: row = who holds them, column = in whom.
	pub bonds: Rows<u16>,
}

/// How bonds follow from weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BondsMode {
	/// Bonds are bought with stake times weight, and every column is scaled to a sum of one.
	#[default]
	Classic,
	/// Bonds follow the weights themselves, and stake counts only where dividends are paid.
	Yuma3 {
		/// The new part of a bond, by how far the weight is from what others say; `None`: the same for all, by
		/// `bonds_moving_average`.
		liquid_alpha: Option<LiquidAlpha>,
	},
}

/// The bounds of a new bond's part, and how fast it goes from one to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiquidAlpha {
	/// The smallest part, over 65535.
	pub low: u16,
	/// The largest part, over 65535; not below `low`.
	pub high: u16,
	/// The slope of the sigmoid between them, in hundredths.
	pub steepness: i16,
}

impl EpochInput {
	/// The number of neurons.
	pub fn neurons(&self) -> usize {
		self.stake.len()
	}

	/// Whether `uid` is the subnet's owner.
	pub(crate) fn is_owner(&self, uid: u16) -> bool {
		self.owner_uid == Some(uid)
	}
}
