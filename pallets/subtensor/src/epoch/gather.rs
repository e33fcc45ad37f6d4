//! What an epoch reads: the state of a subnet as the input of Yuma consensus.

use crate::{
	AlphaSigmoidSteepness, AlphaValues, BlockAtRegistration, Bonds, BondsMovingAverage, BondsPenalty, Config,
	Error, HyperparameterTable, Kappa, LastEpochBlock, LastUpdate, LiquidAlphaOn, MaxAllowedValidators,
	NeuronRegistry, Pallet, StakeLedger, StakeThreshold, SubnetOwnerHotkey, Tempo, Uids, ValidatorPermit,
	WeightBook, Yuma3On,
};
use alloc::vec::Vec;
use frame_support::ensure;
use subtensor_types::{NetUid, NetUidStorageIndex, Uid};
use yuma::{BondsMode, EpochInput, LiquidAlpha, Rows};

/// Reads all that an epoch depends on.
pub fn epoch_input<T: Config>(netuid: NetUid) -> Result<EpochInput, Error<T>> {
	let index = NetUidStorageIndex::from(netuid);
	let hotkeys = NeuronRegistry::<T>::hotkeys(netuid)?;
	let n = u16::try_from(hotkeys.len()).map_err(|_too_many| Error::<T>::Inconsistent)?;
	let permits = ValidatorPermit::<T>::get(netuid).into_inner();
	let last_update = LastUpdate::<T>::get(index).into_inner();
	ensure!(
		permits.len() == hotkeys.len() && last_update.len() == hotkeys.len(),
		Error::<T>::Inconsistent
	);
	let owner_uid = SubnetOwnerHotkey::<T>::get(netuid).and_then(|hotkey| Uids::<T>::get(netuid, hotkey));
	let validates =
		|uid: Uid| permits.get(usize::from(uid)).copied().unwrap_or(false) || owner_uid == Some(uid);
	let weights = (0..n).map(|uid| {
		if validates(uid) {
			WeightBook::<T>::row(netuid, uid).into_inner()
		} else {
			Vec::new()
		}
	});
	// The crate would take a neuron that registered in a commit's own block for the one that was meant. Nobody can tell, so it
	// does not count, as it does not where weights are set in the open.
	let newest_meant = |uid| WeightBook::<T>::newest_meant(netuid, uid).filter(|_| validates(uid));
	let meant = (0..n).map(|uid| newest_meant(uid).unwrap_or(u64::MAX)).collect();
	let bonds = (0..n).map(|uid| Bonds::<T>::get(index, uid).into_inner());
	Ok(EpochInput {
		current_block: Pallet::<T>::now(),
		tempo: Tempo::<T>::get(netuid),
		activity_cutoff: HyperparameterTable::<T>::activity_cutoff(netuid),
		kappa: Kappa::<T>::get(netuid),
		bonds_moving_average: BondsMovingAverage::<T>::get(netuid),
		bonds_mode: bonds_mode::<T>(netuid),
		bonds_penalty: BondsPenalty::<T>::get(netuid),
		max_validators: MaxAllowedValidators::<T>::get(netuid),
		owner_uid,
		stake_threshold: StakeThreshold::<T>::get(),
		last_mechanism_step_block: last_bonds_block::<T>(netuid),
		stake: hotkeys
			.iter()
			.map(|hotkey| StakeLedger::<T>::influence(hotkey, netuid).total())
			.collect(),
		last_update,
		block_at_registration: (0..n)
			.map(|uid| BlockAtRegistration::<T>::get(netuid, uid))
			.collect(),
		validator_permits: permits.clone(),
		commit_blocks: Some(meant),
		weights: Rows::from_rows(weights),
		bonds: Rows::from_rows(bonds),
	})
}

/// How the subnet keeps bonds.
fn bonds_mode<T: Config>(netuid: NetUid) -> BondsMode {
	if !Yuma3On::<T>::get(netuid) {
		return BondsMode::Classic;
	}
	let (low, high) = AlphaValues::<T>::get(netuid);
	let liquid_alpha = LiquidAlphaOn::<T>::get(netuid).then(|| LiquidAlpha {
		low,
		high,
		steepness: AlphaSigmoidSteepness::<T>::get(netuid),
	});
	BondsMode::Yuma3 { liquid_alpha }
}

/// The block that decides which bonds are too old: those to uids that changed hands after it.
///
/// The crate takes registrations later than the next block for newer. Epochs run before extrinsics, so a registration in
/// the epoch's own block is newer too: hence one less.
fn last_bonds_block<T: Config>(netuid: NetUid) -> u64 {
	LastEpochBlock::<T>::get(netuid).saturating_sub(1) // clamp: 0 stands for no epoch yet
}
