//! Accounts that act together, and safe mode.

use super::{Draft, Generators, Scene};
use codec::Encode;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use pallet_multisig::{Call, Multisigs};
use pallet_safe_mode::EnteredUntil;
use sp_io::hashing::blake2_256;
use subtensor_runtime::{AccountId, Multisig, Runtime, RuntimeCall};

pub(super) const GENERATORS: Generators = &[
	("Multisig.approve_as_multi", approve_as_multi),
	("Multisig.as_multi", as_multi),
	("Multisig.as_multi_threshold_1", as_multi_threshold_1),
	("Multisig.cancel_as_multi", cancel_as_multi),
	("SafeMode.force_enter", force_enter),
	("SafeMode.force_exit", force_exit),
];

const THRESHOLD: u16 = 2;
const REMEMBERED: usize = 60;

/// A call on which several accounts agree.
#[derive(Clone)]
pub(super) struct Agreement {
	/// Sorted.
	signatories: Vec<AccountId>,
	call: RuntimeCall,
}

impl Agreement {
	fn hash(&self) -> [u8; 32] {
		self.call.using_encoded(blake2_256)
	}

	/// The operation, if it is open.
	fn open(&self) -> Option<Open> {
		let account = Multisig::multi_account_id(&self.signatories, THRESHOLD);
		Multisigs::<Runtime>::get(account, self.hash())
	}

	/// All signatories but one.
	fn without(&self, signer: &AccountId) -> Vec<AccountId> {
		self.signatories
			.iter()
			.filter(|who| *who != signer)
			.cloned()
			.collect()
	}
}

type Open = pallet_multisig::Multisig<
	subtensor_runtime::BlockNumber,
	subtensor_runtime::Balance,
	AccountId,
	<Runtime as pallet_multisig::Config>::MaxSignatories,
>;

impl Scene<'_> {
	/// An agreement: mostly one that is open, else a new one.
	fn agreement(&mut self) -> Option<Agreement> {
		let open: Vec<&Agreement> = self
			.memory
			.agreements
			.iter()
			.filter(|agreement| agreement.open().is_some())
			.collect();
		if let Some(agreement) = self.dice.pick(&open)
			&& self.dice.clone().chance(80)
		{
			return Some((*agreement).clone());
		}
		let (_, call) = self.anything()?;
		let mut signatories = vec![self.coldkey(), self.coldkey(), self.coldkey()];
		signatories.sort();
		signatories.dedup();
		let agreement = Agreement { signatories, call };
		self.memory.agreements.push(agreement.clone());
		if self.memory.agreements.len() > REMEMBERED {
			self.memory.agreements.remove(0);
		}
		Some(agreement)
	}

	/// One of those who agree; seldom somebody else.
	fn signatory(&mut self, agreement: &Agreement) -> Option<AccountId> {
		if self.dice.chance(3) {
			return Some(self.coldkey());
		}
		self.dice.pick(&agreement.signatories).cloned()
	}
}

/// The weight that a call may have, as whoever signs it last says.
fn weight(call: &RuntimeCall) -> Weight {
	call.get_dispatch_info().call_weight
}

fn as_multi(scene: &mut Scene) -> Option<Draft> {
	let agreement = scene.agreement()?;
	let signer = scene.signatory(&agreement)?;
	Draft::by(
		&signer,
		Call::as_multi {
			threshold: THRESHOLD,
			other_signatories: agreement.without(&signer),
			maybe_timepoint: agreement.open().map(|open| open.when),
			max_weight: weight(&agreement.call),
			call: Box::new(agreement.call),
		},
	)
}

fn approve_as_multi(scene: &mut Scene) -> Option<Draft> {
	let agreement = scene.agreement()?;
	let signer = scene.signatory(&agreement)?;
	Draft::by(
		&signer,
		Call::approve_as_multi {
			threshold: THRESHOLD,
			other_signatories: agreement.without(&signer),
			maybe_timepoint: agreement.open().map(|open| open.when),
			call_hash: agreement.hash(),
			max_weight: weight(&agreement.call),
		},
	)
}

fn cancel_as_multi(scene: &mut Scene) -> Option<Draft> {
	let agreement = scene.agreement()?;
	let open = agreement.open()?;
	let signer = if scene.dice.chance(90) {
		open.depositor
	} else {
		scene.coldkey()
	};
	Draft::by(
		&signer,
		Call::cancel_as_multi {
			threshold: THRESHOLD,
			other_signatories: agreement.without(&signer),
			timepoint: open.when,
			call_hash: agreement.hash(),
		},
	)
}

fn as_multi_threshold_1(scene: &mut Scene) -> Option<Draft> {
	let (signer, call) = scene.modest()?;
	let other_signatories = vec![scene.hotkey()];
	let call = Box::new(call);
	Draft::by(
		&signer,
		Call::as_multi_threshold_1 {
			other_signatories,
			call,
		},
	)
}

/// Seldom, since nearly everything rests meanwhile.
fn force_enter(scene: &mut Scene) -> Option<Draft> {
	if scene.dice.chance(96) {
		return None;
	}
	Draft::by_root(scene, pallet_safe_mode::Call::force_enter {})
}

fn force_exit(scene: &mut Scene) -> Option<Draft> {
	if !EnteredUntil::<Runtime>::exists() && scene.dice.chance(96) {
		return None;
	}
	Draft::by_root(scene, pallet_safe_mode::Call::force_exit {})
}
