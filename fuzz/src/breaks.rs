//! Planted violations: one per invariant, so that a run can show that it would notice.

use crate::checks;
use frame_support::traits::fungible::Mutate;
use pallet_commitments::{LastBondsReset, LockQueue, UsageTracker, UsedSpaceOf};
use pallet_drand::{LastStoredRound, Pulses, TestSecret};
use pallet_subtensor::*;
use sp_runtime::DispatchError;
use subtensor_runtime::{AccountId, Balances, Runtime, RuntimeEvent, System};
use subtensor_types::{Bounded, NetUid, NetUidStorageIndex, Shares};

/// When a violation is planted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Moment {
	/// After the hooks that begin a block; what is touched counts as theirs.
	Begin,
	/// Within a call that is refused.
	Refusal,
	/// After the last extrinsic.
	End,
	/// In the state on which a block is imported.
	Import,
}

/// A way to break an invariant.
#[derive(Clone, Copy)]
pub struct Break {
	/// The invariant.
	pub name: &'static str,
	/// When.
	pub moment: Moment,
	/// Does it.
	pub plant: fn(),
}

/// One for each invariant, in their order.
pub fn all() -> Result<Vec<Break>, String> {
	names().into_iter().map(find).collect()
}

/// The names of all invariants: the pallets' and the fuzzer's own.
pub fn names() -> Vec<&'static str> {
	let pallets = checks::invariants();
	pallets
		.into_iter()
		.map(|(name, _)| name)
		.chain(checks::OWN)
		.collect()
}

/// The violation of an invariant.
pub fn find(name: &str) -> Result<Break, String> {
	if !names().contains(&name) {
		return Err(format!("there is no invariant {name}; --list shows all"));
	}
	let planted = BREAKS.iter().find(|planted| planted.name == name).copied();
	planted.ok_or_else(|| format!("invariant {name} has no planted violation: add one in fuzz/src/breaks.rs"))
}

const FIRST: NetUid = NetUid(1);

const fn begin(name: &'static str, plant: fn()) -> Break {
	Break {
		name,
		moment: Moment::Begin,
		plant,
	}
}

const BREAKS: &[Break] = &[
	begin("pots_hold_what_they_owe", || {
		SubnetLocked::<Runtime>::mutate(FIRST, |lock| *lock += 1 << 60)
	}),
	begin("plan_divides_exactly", || {
		Plan::<Runtime>::mutate(|plan| plan.per_block += 1)
	}),
	begin("issuance_is_capped", || {
		pallet_balances::TotalIssuance::<Runtime>::put(subtensor_emission::CAP * 2);
	}),
	begin("shares_sum_up", || {
		TotalStake::<Runtime>::mutate(|stake| *stake += 1)
	}),
	begin("cooling_is_staked", || {
		let nobody = (stranger(), stranger(), FIRST);
		StakeCooldown::<Runtime>::insert(nobody, CoolingStake::default());
	}),
	begin("successions_are_mutual", || {
		HotkeyPredecessor::<Runtime>::insert(stranger(), stranger());
	}),
	begin("mechanisms_are_those_counted", || {
		MechanismEmissionSplit::<Runtime>::insert(FIRST, Bounded::try_from(vec![1]).unwrap_or_default());
	}),
	begin("neurons_are_consistent", || {
		IsNetworkMember::<Runtime>::insert(stranger(), FIRST, true);
	}),
	begin("work_is_recent", || {
		let now = u64::from(System::block_number());
		UsedWork::<Runtime>::insert(now + 1, Bounded::default());
	}),
	begin("owners_are_consistent", || {
		Owner::<Runtime>::insert(stranger(), stranger())
	}),
	begin("calendar_is_complete", || EpochDue::<Runtime>::remove(FIRST)),
	begin("bonds_are_in_shape", || {
		Bonds::<Runtime>::insert(NetUidStorageIndex::from(FIRST), 4_000, PerUid::default());
	}),
	begin("vacant_items_are_empty", || {
		BlocksSinceLastStep::<Runtime>::insert(FIRST, 7);
	}),
	begin("weights_are_in_shape", || {
		Weights::<Runtime>::insert(NetUidStorageIndex::from(FIRST), 4_000, PerUid::default());
	}),
	begin("auto_stakes_are_indexed", || {
		AutoStakers::<Runtime>::insert(FIRST, stranger(), ());
	}),
	begin("register_is_of_what_exists", || {
		TotalNetworks::<Runtime>::mutate(|count| *count += 1)
	}),
	begin("closings_are_in_order", || {
		DissolveCleanupQueue::<Runtime>::mutate(|queue| queue.try_push(NetUid::ROOT).unwrap_or_default());
	}),
	begin("identities_are_of_subnets", || {
		SubnetIdentitiesV3::<Runtime>::insert(NetUid(77), identities::BoundedSubnetIdentity::default());
	}),
	begin("commits_are_in_order", || {
		WeightCommits::<Runtime>::insert(NetUidStorageIndex::from(FIRST), stranger(), Bounded::default());
	}),
	begin("timelocks_are_complete", || {
		TimelockedWeightCommits::<Runtime>::insert(NetUidStorageIndex::from(FIRST), 0, PerUid::default());
	}),
	begin("hyperparameters_are_within_bounds", || {
		Rho::<Runtime>::insert(FIRST, 0)
	}),
	begin("commitments_are_of_neurons", || {
		LastBondsReset::<Runtime>::insert(FIRST, stranger(), 1);
	}),
	begin("commitments_are_counted", || {
		let usage = UsageTracker {
			last_epoch: u64::MAX,
			used_space: 0,
		};
		if let Some(hotkey) = Keys::<Runtime>::get(FIRST, 0) {
			UsedSpaceOf::<Runtime>::insert(FIRST, hotkey, usage);
		}
	}),
	begin("locks_are_queued", || {
		LockQueue::<Runtime>::insert(([0; 8], FIRST, stranger()), ());
	}),
	begin("relations_are_mutual", || {
		ChildKeys::<Runtime>::insert(stranger(), FIRST, children::Children::<Runtime>::default());
	}),
	begin("childkeys_are_owned", || {
		ChildkeyChoices::<Runtime>::insert(stranger(), FIRST, children::ChildkeyChoice::default());
		ChildkeyHotkeys::<Runtime>::insert(FIRST, stranger(), ());
	}),
	begin("childkey_choices_are_complete", || {
		ChildkeyTake::<Runtime>::insert(stranger(), FIRST, 1);
	}),
	begin("announced_are_frozen", || {
		ColdkeySwapDisputes::<Runtime>::insert(stranger(), 1);
	}),
	begin(checks::ACCOUNTS_SUM_UP, || {
		frame_system::Account::<Runtime>::mutate(stranger(), |account| account.data.free += 1);
	}),
	begin(checks::ISSUANCE_IS_EXPLAINED, || {
		// A mint that the schedule does not know: the ledger is sound, and yet there is too much.
		let _minted = Balances::mint_into(&Ledger::<Runtime>::keyless_owner(), 1_000);
	}),
	begin("pulses_are_in_a_row", || {
		LastStoredRound::<Runtime>::mutate(|last| *last += 5)
	}),
	begin("pulses_are_the_beacons", || {
		let last = LastStoredRound::<Runtime>::get();
		Pulses::<Runtime>::mutate(last, |pulse| {
			if let Some(pulse) = pulse {
				pulse.randomness = [0; 32];
			}
		});
	}),
	begin("test_beacon_has_the_key", || {
		TestSecret::<Runtime>::put(crate::chain::beacon_secret(99))
	}),
	begin(checks::KEYS_ARE_KNOWN, || {
		Alpha::<Runtime>::insert((stranger(), stranger(), NetUid(77)), Shares::from(1));
	}),
	Break {
		name: checks::PERMITS_ARE_CAPPED,
		moment: Moment::Begin,
		plant: || {
			LastEpochBlock::<Runtime>::insert(FIRST, u64::from(System::block_number()));
			MaxAllowedValidators::<Runtime>::insert(FIRST, 0);
			// At most one of them is the owner's.
			ValidatorPermit::<Runtime>::insert(FIRST, PerUid::try_from(vec![true; 3]).unwrap_or_default());
		},
	},
	Break {
		name: checks::REFUSALS_CHANGE_NOTHING,
		moment: Moment::Refusal,
		plant: || MinStake::<Runtime>::mutate(|least| *least += 1),
	},
	Break {
		name: checks::FREE_CALLS_SUCCEED,
		moment: Moment::End,
		plant: || failed(DispatchError::BadOrigin),
	},
	Break {
		name: checks::NO_DEFECT_IS_REPORTED,
		moment: Moment::End,
		plant: || failed(Error::<Runtime>::Inconsistent.into()),
	},
	begin(checks::WEIGHTS_COVER_STORAGE, || {
		(0u32..200_000).for_each(|number| {
			sp_io::storage::get(&number.to_le_bytes());
		});
	}),
	Break {
		name: checks::BLOCKS_ARE_IMPORTED,
		moment: Moment::Import,
		plant: || pallet_balances::TotalIssuance::<Runtime>::mutate(|issuance| *issuance += 1),
	},
	begin(checks::NOTHING_PANICS, || panic!("as asked")),
];

/// Somebody who does nothing else.
fn stranger() -> AccountId {
	AccountId::new([250; 32])
}

/// Reports a failed extrinsic that does not exist.
fn failed(dispatch_error: DispatchError) {
	System::deposit_event(RuntimeEvent::System(frame_system::Event::ExtrinsicFailed {
		dispatch_error,
		dispatch_info: frame_system::DispatchEventInfo {
			weight: Default::default(),
			class: Default::default(),
			pays_fee: Default::default(),
		},
	}));
}
