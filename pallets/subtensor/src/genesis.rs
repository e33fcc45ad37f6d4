//! The chain's first state: what a preset can say.

use frame_support::pallet_macros::pallet_section;

/// Genesis values. Delays, limits and defaults are data, not code, so that one runtime serves fast and slow chains.
#[pallet_section]
mod genesis {
	/// What a preset says of this pallet.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// Milliseconds between blocks.
		pub slot_duration: u64,
		/// Blocks in a session.
		pub session_length: u32,
		/// Issuance at which the block emission first halves, in rao.
		pub first_halving: Rao,
		/// Weight of root stake on each subnet, as a fraction of `u64::MAX`.
		pub tao_weight: u64,
		/// The least stake of a coldkey on a hotkey and subnet, in rao.
		pub min_stake: Rao,
		/// Blocks for which stake that entered stays, unless the tempo is longer; none lets it leave at once.
		pub stake_cooldown: Option<u64>,
		/// Blocks between two choices of children by one hotkey on one subnet.
		pub childkey_rate_limit: u64,
		/// Who shares in emission while root does not decide.
		pub bootstrap: BootstrapShares,
		/// Blocks after which root's weights no longer count.
		pub root_weight_lifetime: u64,
		/// Blocks for which a block is recent enough for proof of work.
		pub work_window: u64,
		/// Price at which a new subnet opens registration by burning, in rao.
		pub opening_burn: Rao,
		/// Parameters that root can set later.
		pub chain: ChainParameters,
		/// What a new subnet starts with; subnet 1, which is there from the start, too.
		pub subnet_defaults: Hyperparameters,
		/// Hyperparameters of root.
		pub root: Hyperparameters,
		/// Nothing.
		#[serde(skip)]
		pub config: core::marker::PhantomData<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self {
				slot_duration: DEFAULT_SLOT_DURATION,
				session_length: DEFAULT_SESSION_LENGTH,
				first_halving: subtensor_emission::DEFAULT_FIRST_HALVING,
				tao_weight: DEFAULT_TAO_WEIGHT,
				min_stake: subtensor_types::RAO_PER_TAO / 500,
				stake_cooldown: Some(360),
				childkey_rate_limit: 150,
				bootstrap: BootstrapShares::Genesis,
				root_weight_lifetime: 50_400,
				work_window: 3,
				opening_burn: subtensor_types::RAO_PER_TAO,
				chain: ChainParameters::default(),
				subnet_defaults: Hyperparameters::default(),
				root: Hyperparameters {
					tempo: 100,
					max_allowed_uids: 64,
					min_allowed_uids: 1,
					min_allowed_weights: 0,
					..Hyperparameters::default()
				},
				config: core::marker::PhantomData,
			}
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		/// Panics with a sentence that says which value is wrong: there is no chain yet that could be harmed.
		#[allow(clippy::panic)]
		fn build(&self) {
			if let Err(reason) = self.check() {
				panic!("genesis of SubtensorModule: {reason}");
			}
			self.write_values();
			if let Err(error) = self.write_subnets() {
				panic!("genesis of SubtensorModule: {error:?}");
			}
		}
	}

	impl<T: Config> GenesisConfig<T> {
		/// The first reason why these values make no chain.
		fn check(&self) -> Result<(), &'static str> {
			let rules = [
				(self.slot_duration > 0, "slotDuration must not be 0"),
				(self.session_length > 0, "sessionLength must not be 0"),
				(
					subtensor_emission::Schedule::new(self.first_halving).is_some(),
					"firstHalving must be positive and not exceed the cap",
				),
				(
					Self::issuance_with_pots().is_some_and(|issuance| issuance <= subtensor_emission::CAP),
					"the balances and the deposits of three pots exceed 21,000,000 TAO",
				),
				(
					self.work_window < T::BlockHashCount::get().saturated_into::<u64>(),
					"workWindow must be shorter than the blocks whose hashes are kept",
				),
			];
			match rules.iter().find(|(holds, _reason)| !holds) {
				Some((_, reason)) => Err(reason),
				None => self
					.chain
					.check()
					.and_then(|()| self.subnet_defaults.check())
					.and_then(|()| self.root.check()),
			}
		}

		/// The pots that are there from the start.
		fn pots() -> [T::AccountId; 3] {
			[
				Ledger::<T>::emission_pot(),
				Ledger::<T>::pot(NetUid::ROOT),
				Ledger::<T>::pot(NetUid(1)),
			]
		}

		/// What exists once each pot of genesis has its existential deposit, in rao.
		fn issuance_with_pots() -> Option<Rao> {
			let deposit = Ledger::<T>::existential_deposit();
			let mut pots = Self::pots().into_iter();
			pots.try_fold(T::Currency::total_issuance(), |sum, _pot| {
				sum.checked_add(deposit)
			})
		}

		fn write_values(&self) {
			SlotDuration::<T>::put(self.slot_duration);
			SessionLength::<T>::put(self.session_length);
			FirstHalving::<T>::put(self.first_halving);
			TaoWeight::<T>::put(self.tao_weight);
			MinStake::<T>::put(self.min_stake);
			StakeCooldownPeriod::<T>::set(self.stake_cooldown);
			ChildkeyRateLimit::<T>::put(self.childkey_rate_limit);
			Bootstrap::<T>::put(self.bootstrap);
			RootWeightLifetime::<T>::put(self.root_weight_lifetime);
			NetworkLastLockCost::<T>::put(self.chain.network_min_lock_cost);
			HyperparameterTable::<T>::write_chain(&self.chain);
			WorkWindow::<T>::put(self.work_window);
			OpeningBurn::<T>::put(self.opening_burn);
			SubnetDefaults::<T>::put(&self.subnet_defaults);
		}

		/// Root and subnet 1, which is started and belongs to an account without a key.
		fn write_subnets(&self) -> DispatchResult {
			let (root, first) = (NetUid::ROOT, NetUid(1));
			for pot in Self::pots() {
				Ledger::<T>::endow(&pot)?;
			}
			SubnetRegistry::<T>::insert_at_genesis(root, None, &self.root)?;
			let owner = Some(Ledger::<T>::keyless_owner());
			SubnetRegistry::<T>::insert_at_genesis(first, owner, &self.subnet_defaults)?;
			EmissionPlanner::<T>::replan()?;
			BlockStep::<T>::end();
			Ok(())
		}
	}
}
