//! What subnets and coldkeys say of themselves.

use super::{Draft, Generators, Scene};
use pallet_subtensor::{
	Call, SubnetOwner,
	identities::{SubnetIdentityV3, symbols},
};
use subtensor_runtime::{AccountId, Runtime};
use subtensor_types::NetUid;

pub(super) const GENERATORS: Generators = &[
	(
		"SubtensorModule.register_network_with_identity",
		register_network_with_identity,
	),
	("SubtensorModule.set_identity", set_identity),
	("SubtensorModule.set_subnet_identity", set_subnet_identity),
	("SubtensorModule.update_symbol", update_symbol),
];

impl Scene<'_> {
	/// A text; seldom a very long one, or no text at all.
	fn text(&mut self) -> Vec<u8> {
		match self.dice.below(60) {
			0 => vec![b'x'; self.dice.one_of([256, 1_024, 1_025, 5_000])],
			1 => vec![0xFF; 3],
			_ => vec![b'a' + self.dice.below(26) as u8; self.dice.below(40) as usize],
		}
	}

	fn identity(&mut self) -> SubnetIdentityV3 {
		SubnetIdentityV3 {
			subnet_name: self.text(),
			github_repo: self.text(),
			subnet_contact: self.text(),
			subnet_url: self.text(),
			discord: self.text(),
			description: self.text(),
			logo_url: self.text(),
			additional: self.text(),
		}
	}

	/// The subnet's owner; seldom somebody else.
	pub(super) fn owner(&mut self, netuid: NetUid) -> AccountId {
		match SubnetOwner::<Runtime>::get(netuid) {
			Some(owner) if self.dice.chance(95) => owner,
			_ => self.coldkey(),
		}
	}
}

fn register_network_with_identity(scene: &mut Scene) -> Option<Draft> {
	let (coldkey, hotkey) = scene.pair();
	let identity = if scene.dice.chance(80) {
		Some(scene.identity())
	} else {
		None
	};
	Draft::by(
		&coldkey,
		Call::register_network_with_identity { hotkey, identity },
	)
}

fn set_identity(scene: &mut Scene) -> Option<Draft> {
	let (coldkey, _) = scene.pair();
	let call = Call::set_identity {
		name: scene.text(),
		url: scene.text(),
		github_repo: scene.text(),
		image: scene.text(),
		discord: scene.text(),
		description: scene.text(),
		additional: scene.text(),
	};
	Draft::by(&coldkey, call)
}

fn set_subnet_identity(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let owner = scene.owner(netuid);
	let SubnetIdentityV3 {
		subnet_name,
		github_repo,
		subnet_contact,
		subnet_url,
		discord,
		description,
		logo_url,
		additional,
	} = scene.identity();
	let call = Call::set_subnet_identity {
		netuid,
		subnet_name,
		github_repo,
		subnet_contact,
		subnet_url,
		discord,
		description,
		logo_url,
		additional,
	};
	Draft::by(&owner, call)
}

fn update_symbol(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let owner = scene.owner(netuid);
	let number = scene.dice.below(200) as usize;
	let symbol = match scene.dice.below(20) {
		0 => symbols::root().into_inner(),
		1 => scene.text(),
		_ => symbols::catalogue().nth(number)?.into_inner(),
	};
	Draft::by(&owner, Call::update_symbol { netuid, symbol })
}
