//! Stake: brought, taken out, moved, given away, given up; takes, and where miners' pay is staked.

use super::{Draft, Generators, Scene};
use pallet_subtensor::{
	Alpha, Call, Delegates, HotkeyClaims, MaxDelegateTake, MinDelegateTake, Owner, StakeLedger, owner_of,
};
use subtensor_runtime::{AccountId, Runtime};
use subtensor_types::{NetUid, RAO_PER_TAO, Rao};

pub(super) const GENERATORS: Generators = &[
	("SubtensorModule.add_stake", add_stake),
	("SubtensorModule.add_stake_limit", add_stake_limit),
	("SubtensorModule.burn_alpha", burn_alpha),
	("SubtensorModule.decrease_take", decrease_take),
	("SubtensorModule.increase_take", increase_take),
	("SubtensorModule.move_stake", move_stake),
	("SubtensorModule.recycle_alpha", recycle_alpha),
	("SubtensorModule.remove_stake", remove_stake),
	("SubtensorModule.remove_stake_full_limit", remove_stake_full_limit),
	("SubtensorModule.remove_stake_limit", remove_stake_limit),
	(
		"SubtensorModule.set_coldkey_auto_stake_hotkey",
		set_coldkey_auto_stake_hotkey,
	),
	("SubtensorModule.swap_stake", swap_stake),
	("SubtensorModule.swap_stake_limit", swap_stake_limit),
	("SubtensorModule.transfer_stake", transfer_stake),
	("SubtensorModule.unstake_all", unstake_all),
	("SubtensorModule.unstake_all_alpha", unstake_all_alpha),
];

/// Somebody's stake.
pub(super) struct Holding {
	hotkey: AccountId,
	netuid: NetUid,
	/// Who asks: mostly whose it is.
	signer: AccountId,
	/// How much of it is asked for.
	amount: Rao,
}

impl Scene<'_> {
	/// Stake of anybody, mostly some that could leave.
	fn holding(&mut self) -> Option<Holding> {
		let all: Vec<(AccountId, AccountId, NetUid)> = Alpha::<Runtime>::iter_keys().collect();
		let stake = |(hotkey, coldkey, netuid): &(AccountId, AccountId, NetUid)| {
			StakeLedger::<Runtime>::stake(hotkey, coldkey, *netuid)
		};
		let free: Vec<_> = all
			.iter()
			.filter(|place| stake(place) > StakeLedger::<Runtime>::cooling(&place.0, &place.1, place.2))
			.cloned()
			.collect();
		let from = if self.dice.chance(85) && !free.is_empty() {
			&free
		} else {
			&all
		};
		let place = self.dice.pick(from)?.clone();
		let stake = stake(&place);
		let amount = if self.dice.chance(30) {
			stake
		} else {
			self.amount(stake)
		};
		let (hotkey, coldkey, netuid) = place;
		let signer = if self.dice.chance(3) {
			self.coldkey()
		} else {
			coldkey
		};
		Some(Holding {
			hotkey,
			netuid,
			signer,
			amount,
		})
	}

	/// A hotkey on which stake can be put: mostly one that is used.
	pub(super) fn stakeable(&mut self, netuid: NetUid) -> AccountId {
		let neuron = self.neuron(netuid);
		match neuron {
			Some(neuron) if self.dice.chance(85) => neuron,
			_ => self.hotkey(),
		}
	}

	/// A price: mostly that of stake, which is 1.
	fn price(&mut self) -> Rao {
		self.dice.one_of([
			RAO_PER_TAO,
			RAO_PER_TAO,
			RAO_PER_TAO,
			RAO_PER_TAO,
			0,
			RAO_PER_TAO - 1,
			Rao::MAX,
		])
	}
}

/// Now and then on a hotkey that its coldkey claimed and nobody owns yet.
fn add_stake(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.pool_netuid();
	let claims = HotkeyClaims::<Runtime>::iter().flat_map(|(coldkey, claims)| {
		claims
			.into_inner()
			.into_iter()
			.map(move |hotkey| (coldkey.clone(), hotkey))
	});
	let claims: Vec<(AccountId, AccountId)> = claims
		.filter(|(_coldkey, hotkey)| !Owner::<Runtime>::contains_key(hotkey))
		.collect();
	let (coldkey, hotkey) = match scene.dice.pick(&claims) {
		Some(claim) if scene.dice.chance(20) => claim.clone(),
		_ => (scene.coldkey(), scene.stakeable(netuid)),
	};
	let amount_staked = scene.payment(&coldkey);
	Draft::by(
		&coldkey,
		Call::add_stake {
			hotkey,
			netuid,
			amount_staked,
		},
	)
}

fn add_stake_limit(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.pool_netuid();
	let (coldkey, hotkey) = (scene.coldkey(), scene.stakeable(netuid));
	let amount_staked = scene.payment(&coldkey);
	Draft::by(
		&coldkey,
		Call::add_stake_limit {
			hotkey,
			netuid,
			amount_staked,
			limit_price: scene.price(),
			allow_partial: scene.dice.chance(50),
		},
	)
}

fn remove_stake(scene: &mut Scene) -> Option<Draft> {
	let Holding {
		hotkey,
		netuid,
		signer,
		amount: amount_unstaked,
	} = scene.holding()?;
	Draft::by(
		&signer,
		Call::remove_stake {
			hotkey,
			netuid,
			amount_unstaked,
		},
	)
}

fn remove_stake_limit(scene: &mut Scene) -> Option<Draft> {
	let Holding {
		hotkey,
		netuid,
		signer,
		amount: amount_unstaked,
	} = scene.holding()?;
	Draft::by(
		&signer,
		Call::remove_stake_limit {
			hotkey,
			netuid,
			amount_unstaked,
			limit_price: scene.price(),
			allow_partial: scene.dice.chance(50),
		},
	)
}

fn remove_stake_full_limit(scene: &mut Scene) -> Option<Draft> {
	let Holding {
		hotkey,
		netuid,
		signer,
		..
	} = scene.holding()?;
	let limit_price = if scene.dice.chance(50) {
		Some(scene.price())
	} else {
		None
	};
	Draft::by(
		&signer,
		Call::remove_stake_full_limit {
			hotkey,
			netuid,
			limit_price,
		},
	)
}

fn move_stake(scene: &mut Scene) -> Option<Draft> {
	let Holding {
		hotkey: origin_hotkey,
		netuid: origin_netuid,
		signer,
		amount: alpha_amount,
	} = scene.holding()?;
	let destination_netuid = if scene.dice.chance(40) {
		origin_netuid
	} else {
		scene.pool_netuid()
	};
	let destination_hotkey = scene.stakeable(destination_netuid);
	Draft::by(
		&signer,
		Call::move_stake {
			origin_hotkey,
			destination_hotkey,
			origin_netuid,
			destination_netuid,
			alpha_amount,
		},
	)
}

fn transfer_stake(scene: &mut Scene) -> Option<Draft> {
	let Holding {
		hotkey,
		netuid: origin_netuid,
		signer,
		amount: alpha_amount,
	} = scene.holding()?;
	let destination_netuid = if scene.dice.chance(60) {
		origin_netuid
	} else {
		scene.pool_netuid()
	};
	let destination_coldkey = if scene.dice.chance(90) {
		scene.coldkey()
	} else {
		scene.payee()
	};
	Draft::by(
		&signer,
		Call::transfer_stake {
			destination_coldkey,
			hotkey,
			origin_netuid,
			destination_netuid,
			alpha_amount,
		},
	)
}

fn swap_stake(scene: &mut Scene) -> Option<Draft> {
	let Holding {
		hotkey,
		netuid: origin_netuid,
		signer,
		amount: alpha_amount,
	} = scene.holding()?;
	let destination_netuid = scene.pool_netuid();
	Draft::by(
		&signer,
		Call::swap_stake {
			hotkey,
			origin_netuid,
			destination_netuid,
			alpha_amount,
		},
	)
}

fn swap_stake_limit(scene: &mut Scene) -> Option<Draft> {
	let Holding {
		hotkey,
		netuid: origin_netuid,
		signer,
		amount: alpha_amount,
	} = scene.holding()?;
	Draft::by(
		&signer,
		Call::swap_stake_limit {
			hotkey,
			origin_netuid,
			destination_netuid: scene.pool_netuid(),
			alpha_amount,
			limit_price: scene.price(),
			allow_partial: scene.dice.chance(50),
		},
	)
}

fn recycle_alpha(scene: &mut Scene) -> Option<Draft> {
	let Holding {
		hotkey,
		netuid,
		signer,
		amount,
	} = scene.holding()?;
	Draft::by(
		&signer,
		Call::recycle_alpha {
			hotkey,
			amount,
			netuid,
		},
	)
}

fn burn_alpha(scene: &mut Scene) -> Option<Draft> {
	let Holding {
		hotkey,
		netuid,
		signer,
		amount,
	} = scene.holding()?;
	Draft::by(
		&signer,
		Call::burn_alpha {
			hotkey,
			amount,
			netuid,
		},
	)
}

fn unstake_all(scene: &mut Scene) -> Option<Draft> {
	let Holding { hotkey, signer, .. } = scene.holding()?;
	Draft::by(&signer, Call::unstake_all { hotkey })
}

fn unstake_all_alpha(scene: &mut Scene) -> Option<Draft> {
	let Holding { hotkey, signer, .. } = scene.holding()?;
	Draft::by(&signer, Call::unstake_all_alpha { hotkey })
}

fn set_coldkey_auto_stake_hotkey(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let neuron = scene.neuron(netuid)?;
	let coldkey = owner_of::<Runtime>(&neuron)?;
	let hotkey = if scene.dice.chance(50) {
		neuron
	} else {
		scene.stakeable(netuid)
	};
	Draft::by(&coldkey, Call::set_coldkey_auto_stake_hotkey { netuid, hotkey })
}

fn decrease_take(scene: &mut Scene) -> Option<Draft> {
	let owned: Vec<(AccountId, AccountId)> = Owner::<Runtime>::iter().collect();
	let (hotkey, owner) = scene.dice.pick(&owned)?.clone();
	let coldkey = if scene.dice.chance(96) {
		owner
	} else {
		scene.coldkey()
	};
	let (now, least) = (
		Delegates::<Runtime>::get(&hotkey),
		MinDelegateTake::<Runtime>::get(),
	);
	let take = scene.take(least, now);
	Draft::by(&coldkey, Call::decrease_take { hotkey, take })
}

/// Mostly of a hotkey that has a lower one.
fn increase_take(scene: &mut Scene) -> Option<Draft> {
	let most = MaxDelegateTake::<Runtime>::get();
	let lower: Vec<AccountId> = Delegates::<Runtime>::iter()
		.filter(|(_, take)| *take < most)
		.map(|(hotkey, _)| hotkey)
		.collect();
	let (coldkey, hotkey) = match scene.dice.pick(&lower) {
		Some(hotkey) if scene.dice.clone().chance(90) => (owner_of::<Runtime>(hotkey)?, hotkey.clone()),
		_ => scene.pair(),
	};
	let take = scene.take(Delegates::<Runtime>::get(&hotkey), most);
	Draft::by(&coldkey, Call::increase_take { hotkey, take })
}

impl Scene<'_> {
	/// A take between two others; seldom beyond.
	pub(super) fn take(&mut self, low: u16, high: u16) -> u16 {
		match self.dice.below(20) {
			0 => self.dice.one_of([0, u16::MAX]),
			1 => high.wrapping_add(1),
			2 => low.wrapping_sub(1),
			_ => self
				.dice
				.between(u64::from(low.min(high)), u64::from(high.max(low))) as u16,
		}
	}
}
