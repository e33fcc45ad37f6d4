//! What accounts try: a generator per kind of call.
//!
//! A generator looks at the present state and mostly makes a call that could succeed, sometimes one that nobody in good faith
//! would make. The kinds are those of the runtime's metadata: a call of this chain's own pallets that has no generator, or a
//! generator whose call is gone, is an error.

mod children;
mod commitments;
mod commits;
mod drand;
mod identities;
mod mechanisms;
mod multisig;
mod neighbours;
mod neurons;
mod setters;
mod stake;
mod subnets;
mod swaps;
mod timelocks;
mod weights;

use crate::{cast::Cast, dice::Dice, state::State};
use frame_metadata::{
	RuntimeMetadata,
	v14::{PalletMetadata, RuntimeMetadataV14},
};
use pallet_subtensor::{Keys, NetworksAdded, Owner, SubnetOwner, SubnetworkN, owner_of};
use scale_info::{TypeDef, Variant, form::PortableForm};
use std::{
	collections::{BTreeMap, BTreeSet},
	rc::Rc,
};
use subtensor_runtime::{AccountId, Balances, Runtime, RuntimeCall};
use subtensor_types::{EXISTENTIAL_DEPOSIT, NetUid, Rao};

/// Pallets of which every call needs a generator.
const OWN_PALLETS: [&str; 4] = ["SubtensorModule", "AdminUtils", "Commitments", "Drand"];

/// Who signs a call.
#[derive(Clone, Debug)]
pub enum Signer {
	/// An account.
	Account(AccountId),
	/// Root: the sudo key signs, and wraps the call.
	Root,
	/// Nobody: the extrinsic is bare.
	Nobody,
}

/// A call to be tried.
#[derive(Clone, Debug)]
pub struct Draft {
	/// Who signs.
	pub signer: Signer,
	/// What.
	pub call: RuntimeCall,
}

impl Draft {
	/// A call for root; seldom an account tries it.
	fn by_root(scene: &mut Scene, call: impl Into<RuntimeCall>) -> Option<Self> {
		let signer = if scene.dice.chance(95) {
			Signer::Root
		} else {
			Signer::Account(scene.cast.anybody(scene.dice))
		};
		let call = call.into();
		Some(Self { signer, call })
	}

	/// A call for a subnet's owner or root; seldom somebody else tries it.
	fn by_owner(scene: &mut Scene, netuid: NetUid, call: impl Into<RuntimeCall>) -> Option<Self> {
		match SubnetOwner::<Runtime>::get(netuid) {
			Some(owner) if scene.dice.chance(50) => Self::by(&owner, call),
			_ => Self::by_root(scene, call),
		}
	}

	/// A call that an account signs.
	fn by(who: &AccountId, call: impl Into<RuntimeCall>) -> Option<Self> {
		Some(Self {
			signer: Signer::Account(who.clone()),
			call: call.into(),
		})
	}
}

/// Makes calls of one kind; nothing while the state has no room for one.
pub type Generator = Rc<dyn Fn(&mut Scene) -> Option<Draft>>;

/// The generators of a domain, by pallet and call.
type Generators = &'static [(&'static str, fn(&mut Scene) -> Option<Draft>)];

/// The generators, by pallet and call.
pub fn generators() -> Result<BTreeMap<String, Generator>, String> {
	let lists: [Generators; 14] = [
		commitments::GENERATORS,
		children::GENERATORS,
		commits::GENERATORS,
		drand::GENERATORS,
		identities::GENERATORS,
		mechanisms::GENERATORS,
		multisig::GENERATORS,
		neighbours::GENERATORS,
		neurons::GENERATORS,
		stake::GENERATORS,
		subnets::GENERATORS,
		swaps::GENERATORS,
		timelocks::GENERATORS,
		weights::GENERATORS,
	];
	let metadata = metadata()?;
	let made: BTreeMap<String, Generator> = lists
		.into_iter()
		.flatten()
		.map(|(kind, generator)| (kind.to_string(), Rc::new(generator) as Generator))
		.chain(setters::generators(&metadata)?)
		.collect();
	let known = kinds(&metadata);
	if let Some(gone) = made.keys().find(|kind| !known.contains(*kind)) {
		return Err(format!(
			"{gone} has a generator, but the runtime has no such call"
		));
	}
	let own = |kind: &&String| {
		OWN_PALLETS
			.iter()
			.any(|pallet| kind.starts_with(&format!("{pallet}.")))
	};
	if let Some(forgotten) = known.iter().filter(own).find(|kind| !made.contains_key(*kind)) {
		return Err(format!("{forgotten} has no generator: add one in fuzz/src/calls"));
	}
	Ok(made)
}

/// The runtime's metadata.
pub fn metadata() -> Result<RuntimeMetadataV14, String> {
	match State::default().run(Runtime::metadata).1 {
		RuntimeMetadata::V14(metadata) => Ok(metadata),
		_ => Err("the runtime's metadata is not of version 14".into()),
	}
}

/// All calls of the runtime, as `Pallet.call`.
fn kinds(metadata: &RuntimeMetadataV14) -> BTreeSet<String> {
	let mut kinds = BTreeSet::new();
	for pallet in &metadata.pallets {
		let calls = variants(metadata, pallet);
		kinds.extend(calls.iter().map(|call| format!("{}.{}", pallet.name, call.name)));
	}
	kinds
}

/// The calls of a pallet.
fn variants<'a>(
	metadata: &'a RuntimeMetadataV14,
	pallet: &PalletMetadata<PortableForm>,
) -> &'a [Variant<PortableForm>] {
	let calls = pallet
		.calls
		.as_ref()
		.and_then(|calls| metadata.types.resolve(calls.ty.id));
	match calls.map(|calls| &calls.type_def) {
		Some(TypeDef::Variant(calls)) => &calls.variants,
		_ => &[],
	}
}

/// What the accounts remember from earlier blocks.
#[derive(Default)]
pub struct Memory {
	/// Seals that have served.
	pub seals: Vec<RuntimeCall>,
	/// Weights that were committed to.
	commits: Vec<commits::Committed>,
	/// Time-locked weights that somebody committed to.
	ciphertexts: Vec<Vec<u8>>,
	/// What several accounts agree on.
	agreements: Vec<multisig::Agreement>,
	/// How deep calls inside calls are just now.
	depth: u8,
}

/// What a generator has at hand, beside the state.
pub struct Scene<'a> {
	/// Chance.
	pub dice: &'a mut Dice,
	/// Who can sign.
	pub cast: &'a Cast,
	/// What happened before.
	pub memory: &'a mut Memory,
	/// All generators.
	pub generators: &'a BTreeMap<String, Generator>,
}

impl Scene<'_> {
	/// The subnets, root not among them.
	fn subnets(&self) -> Vec<NetUid> {
		let mut all: Vec<NetUid> = NetworksAdded::<Runtime>::iter_keys()
			.filter(|netuid| !netuid.is_root())
			.collect();
		all.sort_unstable();
		all
	}

	/// A subnet; seldom root, seldom one that does not exist.
	fn netuid(&mut self) -> NetUid {
		let subnets = self.subnets();
		match self.dice.below(40) {
			0 => NetUid::ROOT,
			1 => NetUid(self.dice.one_of([7, 99, 1_024, 4_097, u16::MAX])),
			_ => self.dice.pick(&subnets).copied().unwrap_or(NetUid(1)),
		}
	}

	/// A subnet or root.
	fn pool_netuid(&mut self) -> NetUid {
		if self.dice.chance(30) {
			NetUid::ROOT
		} else {
			self.netuid()
		}
	}

	fn coldkey(&mut self) -> AccountId {
		self.dice
			.pick(&self.cast.coldkeys)
			.unwrap_or(&self.cast.sudo)
			.clone()
	}

	fn hotkey(&mut self) -> AccountId {
		self.dice
			.pick(&self.cast.hotkeys)
			.unwrap_or(&self.cast.sudo)
			.clone()
	}

	/// A hotkey that nobody owns yet.
	fn free_hotkey(&mut self) -> Option<AccountId> {
		let free: Vec<AccountId> = self
			.cast
			.hotkeys
			.iter()
			.filter(|hotkey| !Owner::<Runtime>::contains_key(hotkey))
			.cloned()
			.collect();
		self.dice.pick(&free).cloned()
	}

	/// A hotkey with a coldkey that may use it: its owner, or anybody if it has none. Seldom somebody else.
	fn pair(&mut self) -> (AccountId, AccountId) {
		let hotkey = self.hotkey();
		let coldkey = match owner_of::<Runtime>(&hotkey) {
			Some(owner) if !self.dice.chance(5) => owner,
			_ => self.coldkey(),
		};
		(coldkey, hotkey)
	}

	/// A neuron of a subnet: its hotkey.
	fn neuron(&mut self, netuid: NetUid) -> Option<AccountId> {
		let n = SubnetworkN::<Runtime>::get(netuid);
		let uid = self.dice.below(u64::from(n)) as u16;
		Keys::<Runtime>::get(netuid, uid)
	}

	/// An amount that `most` covers; seldom one that it does not, or that is too little for anything.
	fn amount(&mut self, most: Rao) -> Rao {
		match self.dice.below(24) {
			0 => self.dice.one_of([
				0,
				1,
				EXISTENTIAL_DEPOSIT - 1,
				EXISTENTIAL_DEPOSIT,
				Rao::MAX,
				Rao::MAX / 2,
			]),
			1 => most.saturating_add(1), // clamp: only a little too much is wanted
			2 => most.saturating_sub(EXISTENTIAL_DEPOSIT), // clamp: 0 is as good
			3 => most,
			4..8 => self.dice.below(most / 2 + 1),
			_ => self.dice.below(most / 50 + 2),
		}
	}

	/// An amount of an account's free balance.
	fn payment(&mut self, who: &AccountId) -> Rao {
		let free = Balances::free_balance(who);
		self.amount(free)
	}
}
