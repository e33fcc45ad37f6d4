//! What an epoch reads: the state of a subnet as the input of Yuma consensus.

use crate::{
	AlphaSigmoidSteepness, AlphaValues, BlockAtRegistration, Bonds, BondsMovingAverage, BondsPenalty, Config,
	Error, HyperparameterTable, Kappa, LastEpochBlock, LiquidAlphaOn, MaxAllowedValidators,
	MechanismRegistry, NeuronRegistry, Pallet, StakeLedger, StakeThreshold, SubnetOwnerHotkey, Tempo, Uids,
	ValidatorPermit, WeightBook, Yuma3On,
};
use alloc::vec::Vec;
use frame_support::ensure;
use subtensor_types::{Mechanism, NetUid, Rao, Uid};
use yuma::{BondsMode, EpochInput, LiquidAlpha, Rows};

/// Reads all that an epoch depends on: for each mechanism of the subnet, by number, the input of its own run. They differ in weights
/// and bonds only: stake, permits and activity are the subnet's. Also says how many loans of parents count.
pub fn epoch_inputs<T: Config>(netuid: NetUid) -> Result<(Vec<EpochInput>, u32), Error<T>> {
	let (subnet, loans) = of_subnet::<T>(netuid)?;
	let inputs = MechanismRegistry::<T>::of(netuid).map(|mechanism| of_mechanism::<T>(mechanism, &subnet));
	Ok((inputs.collect(), loans))
}

/// What is the same for all mechanisms, and how many loans count; no weights and no bonds.
fn of_subnet<T: Config>(netuid: NetUid) -> Result<(EpochInput, u32), Error<T>> {
	let hotkeys = NeuronRegistry::<T>::hotkeys(netuid)?;
	let n = u16::try_from(hotkeys.len()).map_err(|_too_many| Error::<T>::Inconsistent)?;
	let permits = ValidatorPermit::<T>::get(netuid).into_inner();
	ensure!(permits.len() == hotkeys.len(), Error::<T>::Inconsistent);
	let owner_uid = SubnetOwnerHotkey::<T>::get(netuid).and_then(|hotkey| Uids::<T>::get(netuid, hotkey));
	let (stake, loans) = stakes::<T>(netuid, &hotkeys);
	let input = EpochInput {
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
		stake,
		last_update: NeuronRegistry::<T>::last_updates(netuid)?,
		block_at_registration: (0..n)
			.map(|uid| BlockAtRegistration::<T>::get(netuid, uid))
			.collect(),
		validator_permits: permits,
		..EpochInput::default()
	};
	Ok((input, loans))
}

/// A mechanism's weights and bonds, with what is the subnet's.
fn of_mechanism<T: Config>(mechanism: Mechanism, subnet: &EpochInput) -> EpochInput {
	let uids = || (0u16..).take(subnet.neurons());
	let validates = |uid: Uid| {
		let permit = subnet.validator_permits.get(usize::from(uid)).copied();
		permit.unwrap_or(false) || subnet.owner_uid == Some(uid)
	};
	let weights = uids().map(|uid| {
		if validates(uid) {
			WeightBook::<T>::row(mechanism, uid).into_inner()
		} else {
			Vec::new()
		}
	});
	// The crate would take a neuron that registered in a commit's own block for the one that was meant. Nobody can tell, so it
	// does not count, as it does not where weights are set in the open.
	let newest_meant = |uid| WeightBook::<T>::newest_meant(mechanism, uid).filter(|_| validates(uid));
	let meant = uids().map(|uid| newest_meant(uid).unwrap_or(u64::MAX)).collect();
	let bonds = uids().map(|uid| Bonds::<T>::get(mechanism.index(), uid).into_inner());
	EpochInput {
		commit_blocks: Some(meant),
		weights: Rows::from_rows(weights),
		bonds: Rows::from_rows(bonds),
		..subnet.clone()
	}
}

/// What each neuron weighs, in rao, and how many loans of parents are among that.
fn stakes<T: Config>(netuid: NetUid, hotkeys: &[T::AccountId]) -> (Vec<Rao>, u32) {
	let mut loans: u32 = 0;
	let weights = hotkeys
		.iter()
		.map(|hotkey| {
			let influence = StakeLedger::<T>::influence(hotkey, netuid);
			let count = u32::try_from(influence.loans.len()).unwrap_or(u32::MAX); // not reached: 16 at most
			loans = loans.saturating_add(count); // clamp: at most 16 for each of 4,096 neurons
			influence.total()
		})
		.collect();
	(weights, loans)
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
	LastEpochBlock::<T>::get(netuid).saturating_sub(1) // clamp: block 0 of genesis, before which nobody registered
}
