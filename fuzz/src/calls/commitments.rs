//! What neurons say of themselves to their subnets.

use super::{Draft, Generators, Scene};
use pallet_commitments::{Call, CommitmentInfo, Data};

pub(super) const GENERATORS: Generators = &[
	("Commitments.set_commitment", set_commitment),
	("Commitments.set_max_space", set_max_space),
];

impl Scene<'_> {
	/// A field; often one that asks for the end of bonds, or is locked, seldom one that is refused.
	fn field(&mut self) -> Data {
		match self.dice.below(30) {
			0 => Data::TimelockRevealFailed {
				encrypted: Default::default(),
				reveal_round: self.dice.number(),
			},
			20..30 => self.locked_field(),
			1..6 => Data::ResetBondsFlag,
			6 => Data::None,
			7 => Data::Sha256([7; 32]),
			8..12 => Data::BigRaw(
				vec![7; self.dice.below(513) as usize]
					.try_into()
					.unwrap_or_default(),
			),
			_ => Data::Raw(
				vec![7; self.dice.below(129) as usize]
					.try_into()
					.unwrap_or_default(),
			),
		}
	}
}

impl Scene<'_> {
	/// A field that opens soon; seldom one that never does, or whose bytes are none.
	fn locked_field(&mut self) -> Data {
		let reveal_round = self.round_to_come();
		let text = self.noise(100);
		let bytes = if self.dice.chance(70) {
			self.encrypted(&text, reveal_round)
		} else {
			Some(text)
		};
		Data::TimelockEncrypted {
			encrypted: bytes.unwrap_or_default().try_into().unwrap_or_default(),
			reveal_round,
		}
	}
}

fn set_commitment(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.pool_netuid();
	let signer = scene.neuron(netuid).unwrap_or_else(|| scene.hotkey());
	let fields: Vec<Data> = (0..scene.dice.below(4)).map(|_| scene.field()).collect();
	let info = Box::new(CommitmentInfo {
		fields: fields.try_into().ok()?,
	});
	Draft::by(&signer, Call::set_commitment { netuid, info })
}

fn set_max_space(scene: &mut Scene) -> Option<Draft> {
	let new_limit = scene.dice.one_of([0, 500, 3_100, 3_100, 3_100, u32::MAX]);
	Draft::by_root(scene, Call::set_max_space { new_limit })
}
