//! What users can ask. Each call checks its origin and delegates.

use frame_support::pallet_macros::pallet_section;

/// Calls, at the indices that clients know.
#[pallet_section]
mod calls {
	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Sets the weights with which a validator scores neurons of a subnet, in its main mechanism.
		///
		/// Signed by the validator's hotkey. `dests` are uids, `weights` their scores in any scale; `version_key` is the version of the
		/// validator's software. Free if it succeeds as a direct call. Emits `WeightsSet`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_weights(dests.len() as u32))]
		pub fn set_weights(
			origin: OriginFor<T>,
			netuid: NetUid,
			dests: Vec<u16>,
			weights: Vec<u16>,
			version_key: u64,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			WeightBook::<T>::set(
				&hotkey,
				netuid.into(),
				Submission {
					dests: &dests,
					values: &weights,
					version_key,
				},
			)
		}

		/// Stakes TAO of the signer on a hotkey and subnet; on netuid 0 it becomes root stake. It stays for a cooling-down period.
		///
		/// Signed by a coldkey. `amount_staked` in rao. Emits `StakeAdded`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::add_stake())]
		pub fn add_stake(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			netuid: NetUid,
			amount_staked: Rao,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			StakeLedger::<T>::add(&coldkey, &hotkey, netuid, amount_staked)
		}

		/// Pays stake of the signer out to its balance. A remainder below the minimum stake goes along.
		///
		/// Signed by a coldkey. `amount_unstaked` in rao. Emits `StakeRemoved`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::remove_stake())]
		pub fn remove_stake(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			netuid: NetUid,
			amount_unstaked: Rao,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			StakeLedger::<T>::remove(&coldkey, &hotkey, netuid, amount_unstaked)
		}

		/// Publishes the endpoint at which a neuron answers.
		///
		/// Signed by the neuron's hotkey. Address 0 means that it does not serve. Free if it succeeds as a direct call. Emits
		/// `AxonServed`.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::serve_axon())]
		pub fn serve_axon(
			origin: OriginFor<T>,
			netuid: NetUid,
			version: u32,
			ip: u128,
			port: u16,
			ip_type: u8,
			protocol: u8,
			placeholder1: u8,
			placeholder2: u8,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			let axon = AxonInfo {
				block: 0,
				version,
				ip,
				port,
				ip_type,
				protocol,
				placeholder1,
				placeholder2,
			};
			NeuronRegistry::<T>::serve_axon(&hotkey, netuid, axon, None)
		}

		/// Publishes the endpoint at which the metrics of a neuron can be fetched.
		///
		/// Signed by the neuron's hotkey. Address 0 means that there are none. Free as a direct call. Emits `PrometheusServed`.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::serve_prometheus())]
		pub fn serve_prometheus(
			origin: OriginFor<T>,
			netuid: NetUid,
			version: u32,
			ip: u128,
			port: u16,
			ip_type: u8,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			let prometheus = PrometheusInfo {
				block: 0,
				version,
				ip,
				port,
				ip_type,
			};
			NeuronRegistry::<T>::serve_prometheus(&hotkey, netuid, prometheus)
		}

		/// Makes a hotkey a neuron of a subnet by proof of work.
		///
		/// Signed by the hotkey. `nonce` and `work` are the solution over the recent block `block_number`; `coldkey` owns the hotkey from
		/// then on, unless another one is its confirmed owner. Free if it succeeds as a direct call; then the hotkey needs no account either. Emits `NeuronRegistered`.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::register(u32::from(MaxAllowedUids::<T>::get(netuid)), MechanismRegistry::<T>::count(*netuid)))]
		pub fn register(
			origin: OriginFor<T>,
			netuid: NetUid,
			block_number: u64,
			nonce: u64,
			work: Vec<u8>,
			hotkey: T::AccountId,
			coldkey: T::AccountId,
		) -> DispatchResult {
			let signer = ensure_signed(origin)?;
			ensure!(signer == hotkey, Error::<T>::TransactorAccountShouldBeHotKey);
			let work = Work {
				block: block_number,
				nonce,
				seal: &work,
			};
			NeuronRegistry::<T>::register_by_work(&hotkey, &coldkey, netuid, work)
		}

		/// Makes a hotkey a neuron of a subnet for the present price, which is recycled.
		///
		/// Signed by the coldkey that owns the hotkey, or will. Emits `NeuronRegistered`.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::burned_register(u32::from(MaxAllowedUids::<T>::get(netuid)), MechanismRegistry::<T>::count(*netuid)))]
		pub fn burned_register(origin: OriginFor<T>, netuid: NetUid, hotkey: T::AccountId) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			NeuronRegistry::<T>::register_by_burn(&coldkey, netuid, &hotkey, Rao::MAX)
		}

		/// Sets the weights with which a root validator scores subnets.
		///
		/// Signed by the coldkey that owns `hotkey`. `netuid` is 0; `dests` are netuids, `weights` their scores in any scale. Free if it
		/// succeeds as a direct call. Emits `RootWeightsSet`.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::set_root_weights(dests.len() as u32))]
		pub fn set_root_weights(
			origin: OriginFor<T>,
			netuid: NetUid,
			hotkey: T::AccountId,
			dests: Vec<u16>,
			weights: Vec<u16>,
			version_key: u64,
		) -> DispatchResult {
			let coldkey = ensure_signed(origin)?;
			let submission = Submission {
				dests: &dests,
				values: &weights,
				version_key,
			};
			RootCouncil::<T>::set_weights(&coldkey, netuid, &hotkey, submission)
		}

		/// Publishes the endpoint at which a neuron answers, and the certificate with which it does so over TLS.
		///
		/// Signed by the neuron's hotkey. `certificate` is one byte for the algorithm and a public key of 1 to 64 bytes. It shares the
		/// rate limit of `serve_axon`. Free as a direct call. Emits `AxonServed`.
		#[pallet::call_index(40)]
		#[pallet::weight(T::WeightInfo::serve_axon_tls())]
		pub fn serve_axon_tls(
			origin: OriginFor<T>,
			netuid: NetUid,
			version: u32,
			ip: u128,
			port: u16,
			ip_type: u8,
			protocol: u8,
			placeholder1: u8,
			placeholder2: u8,
			certificate: Vec<u8>,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			let axon = AxonInfo {
				block: 0,
				version,
				ip,
				port,
				ip_type,
				protocol,
				placeholder1,
				placeholder2,
			};
			NeuronRegistry::<T>::serve_axon(&hotkey, netuid, axon, Some(&certificate))
		}

		/// Creates a subnet and locks its cost. The hotkey becomes its first neuron. At the limit the subnet with the lowest mean share
		/// of emission that is past immunity closes.
		///
		/// Signed by the coldkey that will own it. Emits `NetworkAdded` and `NeuronRegistered`, at the limit `NetworkRemoved`.
		#[pallet::call_index(59)]
		#[pallet::weight(T::WeightInfo::register_network(SubnetCloser::<T>::known()))]
		pub fn register_network(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			SubnetRegistry::<T>::create(&coldkey, &hotkey, None)
		}

		/// Gives a hotkey a seat on root: a free one, or that of the holder with least root stake if the hotkey has more.
		///
		/// Signed by the coldkey that owns the hotkey, or will. Emits `NeuronRegistered` for netuid 0.
		#[pallet::call_index(62)]
		#[pallet::weight(T::WeightInfo::root_register(u32::from(MaxAllowedUids::<T>::get(NetUid::ROOT))))]
		pub fn root_register(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			RootCouncil::<T>::register(&coldkey, &hotkey)
		}

		/// Lowers a hotkey's take, the part of its nominators' dividends that its owner keeps.
		///
		/// Signed by the coldkey that owns the hotkey. `take` is a u16 fraction, not below `MinDelegateTake`. Emits `TakeDecreased`.
		#[pallet::call_index(65)]
		#[pallet::weight(T::WeightInfo::change_take())]
		pub fn decrease_take(origin: OriginFor<T>, hotkey: T::AccountId, take: u16) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			KeyRegistry::<T>::decrease_take(&coldkey, &hotkey, take)
		}

		/// Raises a hotkey's take. Possible once it has stood for `TxDelegateTakeRateLimit` blocks, or was never changed.
		///
		/// Signed by the coldkey that owns the hotkey. `take` is a u16 fraction, not above `MaxDelegateTake`. Emits `TakeIncreased`.
		#[pallet::call_index(66)]
		#[pallet::weight(T::WeightInfo::change_take())]
		pub fn increase_take(origin: OriginFor<T>, hotkey: T::AccountId, take: u16) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			KeyRegistry::<T>::increase_take(&coldkey, &hotkey, take)
		}

		/// Chooses the children of a hotkey on a subnet: to each it lends a part of its weight there, and gets what that part earns. They
		/// count after `PendingChildKeyCooldown` blocks; none means that the hotkey takes its weight back.
		///
		/// Signed by the hotkey's owner. `children`: parts, as fractions of `u64::MAX`, and hotkeys, five at most. Emits
		/// `SetChildrenScheduled`, and `SetChildren` when they count.
		#[pallet::call_index(67)]
		#[pallet::weight(T::WeightInfo::set_children())]
		pub fn set_children(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			netuid: NetUid,
			children: Vec<(u64, T::AccountId)>,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			ChildkeyRegistry::<T>::choose(&coldkey, &hotkey, netuid, children)
		}

		/// Sets what the signer says of itself; clients show it. Each call replaces all of it.
		///
		/// Signed by a coldkey of whose listed hotkeys one is a neuron somewhere. Texts in UTF-8. Emits `ChainIdentitySet`.
		#[pallet::call_index(68)]
		#[pallet::weight(T::WeightInfo::set_identity())]
		pub fn set_identity(
			origin: OriginFor<T>,
			name: Vec<u8>,
			url: Vec<u8>,
			github_repo: Vec<u8>,
			image: Vec<u8>,
			discord: Vec<u8>,
			description: Vec<u8>,
			additional: Vec<u8>,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			let identity = ChainIdentityV2 {
				name,
				url,
				github_repo,
				image,
				discord,
				description,
				additional,
			};
			IdentityRegistry::<T>::set_of_coldkey(&coldkey, identity)
		}

		/// Sets how many blocks lie between two changes of a take from parents of which the second raises it.
		///
		/// Origin: root. In blocks. Emits `TxChildKeyTakeRateLimitSet`.
		#[pallet::call_index(69)]
		#[pallet::weight(T::WeightInfo::set_chain_parameter())]
		pub fn sudo_set_tx_childkey_take_rate_limit(
			origin: OriginFor<T>,
			tx_rate_limit: u64,
		) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(
				origin,
				ChainParameter::TxChildkeyTakeRateLimit(tx_rate_limit),
			)
		}

		/// Puts another hotkey in the place of one of the signer's, on one subnet of which that is a neuron, or on all: uids, endpoints, weights,
		/// bonds and stake go along; commits to weights are forgotten.
		///
		/// Signed by the coldkey that owns both, or will. Costs 0.1 TAO on all subnets, 0.001 TAO on one; recycled. Emits `HotkeySwapped` or
		/// `HotkeySwappedOnSubnet`.
		#[pallet::call_index(70)]
		#[pallet::weight(HotkeySwap::worst::<T>())]
		pub fn swap_hotkey(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			new_hotkey: T::AccountId,
			netuid: Option<NetUid>,
		) -> DispatchResultWithPostInfo {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			let swap =
				KeySwapper::<T>::swap_hotkey(&coldkey, &hotkey, &new_hotkey, netuid, StakeOnSwap::Moves)?;
			Ok(Some(swap.weight::<T>()).into())
		}

		/// As `swap_hotkey`; with `keep_stake` all stake stays on the old hotkey, which stays owned as long as there is some.
		///
		/// Signed by the coldkey that owns both, or will. Costs the same. Emits `HotkeySwapped` or `HotkeySwappedOnSubnet`.
		#[pallet::call_index(72)]
		#[pallet::weight(HotkeySwap::worst::<T>())]
		pub fn swap_hotkey_v2(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			new_hotkey: T::AccountId,
			netuid: Option<NetUid>,
			keep_stake: bool,
		) -> DispatchResultWithPostInfo {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			let stake = if keep_stake {
				StakeOnSwap::Stays
			} else {
				StakeOnSwap::Moves
			};
			let swap = KeySwapper::<T>::swap_hotkey(&coldkey, &hotkey, &new_hotkey, netuid, stake)?;
			Ok(Some(swap.weight::<T>()).into())
		}

		/// Dissolves a subnet after a waiting time, and not while it is immune. It cannot be taken back. The owner gets the lock back,
		/// less its cuts of emission.
		///
		/// Signed by the subnet's owner. Emits `DissolveNetworkScheduled`, later `NetworkRemoved`.
		#[pallet::call_index(74)]
		#[pallet::weight(T::WeightInfo::schedule_dissolve_network())]
		pub fn schedule_dissolve_network(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			SubnetCloser::<T>::schedule(&coldkey, netuid)
		}

		/// Sets the part that a hotkey's owner keeps of what the hotkey's parents earn on a subnet. It can be raised only once it has
		/// stood for `TxChildkeyTakeRateLimit` blocks.
		///
		/// Signed by the hotkey's owner. `take` as a u16 fraction. Emits `ChildKeyTakeSet`.
		#[pallet::call_index(75)]
		#[pallet::weight(T::WeightInfo::set_childkey_take())]
		pub fn set_childkey_take(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			netuid: NetUid,
			take: u16,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			ChildkeyRegistry::<T>::set_take(&coldkey, &hotkey, netuid, take)
		}

		/// Sets the lowest take from parents.
		///
		/// Origin: root. `take` as a u16 fraction. Emits `MinChildKeyTakeSet`.
		#[pallet::call_index(76)]
		#[pallet::weight(T::WeightInfo::set_chain_parameter())]
		pub fn sudo_set_min_childkey_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::MinChildkeyTake(take))
		}

		/// Sets the highest take from parents. A take that is higher counts as this.
		///
		/// Origin: root. `take` as a u16 fraction. Emits `MaxChildKeyTakeSet`.
		#[pallet::call_index(77)]
		#[pallet::weight(T::WeightInfo::set_chain_parameter())]
		pub fn sudo_set_max_childkey_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::MaxChildkeyTake(take))
		}

		/// Sets what a subnet's owner says of it; clients show it. Each call replaces all of it.
		///
		/// Signed by the subnet's owner. Texts in UTF-8. Emits `SubnetIdentitySet`.
		#[pallet::call_index(78)]
		#[pallet::weight(T::WeightInfo::set_subnet_identity())]
		pub fn set_subnet_identity(
			origin: OriginFor<T>,
			netuid: NetUid,
			subnet_name: Vec<u8>,
			github_repo: Vec<u8>,
			subnet_contact: Vec<u8>,
			subnet_url: Vec<u8>,
			discord: Vec<u8>,
			description: Vec<u8>,
			logo_url: Vec<u8>,
			additional: Vec<u8>,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			let identity = SubnetIdentityV3 {
				subnet_name,
				github_repo,
				subnet_contact,
				subnet_url,
				discord,
				description,
				logo_url,
				additional,
			};
			IdentityRegistry::<T>::set_of_subnet(&coldkey, netuid, identity)
		}

		/// Creates a subnet as `register_network` does, and says what it is.
		///
		/// Signed by the coldkey that will own it. Emits `NetworkAdded`, `NeuronRegistered` and `SubnetIdentitySet`.
		#[pallet::call_index(79)]
		#[pallet::weight(
			T::WeightInfo::register_network(SubnetCloser::<T>::known())
				.saturating_add(T::WeightInfo::set_subnet_identity()) // clamp: a sum of weights
		)]
		pub fn register_network_with_identity(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			identity: Option<SubnetIdentityV3>,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			SubnetRegistry::<T>::create(&coldkey, &hotkey, identity)
		}

		/// Sets the weights of a validator on several subnets. An item that fails changes nothing, and the others go on.
		///
		/// Signed by the validator's hotkey. At most 128 items; `weights` are pairs of a uid and its score in any scale, `version_keys`
		/// the versions of the validator's software. Free as a direct call if every item succeeds and comes from a permitted validator.
		/// Emits `BatchWeightItemFailed` for each item that fails, then `BatchWeightsCompleted` or `BatchCompletedWithErrors`.
		#[pallet::call_index(80)]
		#[pallet::weight(T::WeightInfo::batch_set_weights(netuids.len() as u32, entries(weights)))]
		pub fn batch_set_weights(
			origin: OriginFor<T>,
			netuids: Vec<Compact<NetUid>>,
			weights: Vec<Vec<(Compact<u16>, Compact<u16>)>>,
			version_keys: Vec<Compact<u64>>,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			let batch = SetBatch {
				netuids: &netuids,
				weights: &weights,
				version_keys: &version_keys,
			};
			WeightBook::<T>::set_all(&hotkey, batch)
		}

		/// Pays out whatever is free to leave of the signer's stake on a hotkey, on all subnets and root. What cools down stays.
		///
		/// Signed by a coldkey. Emits `StakeRemoved` for each subnet.
		#[pallet::call_index(83)]
		#[pallet::weight(T::WeightInfo::unstake_all(u32::from(TotalNetworks::<T>::get())))]
		pub fn unstake_all(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResultWithPostInfo {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			let subnets = StakeLedger::<T>::remove_everywhere(&coldkey, &hotkey)?;
			Ok(Some(T::WeightInfo::unstake_all(subnets)).into())
		}

		/// Moves whatever is free to leave of the signer's stake on a hotkey, on all subnets, into its root stake on the same hotkey,
		/// where it cools down. What cools down already stays.
		///
		/// Signed by a coldkey. Emits `StakeSwapped` for each subnet.
		#[pallet::call_index(84)]
		#[pallet::weight(T::WeightInfo::unstake_all_alpha(u32::from(TotalNetworks::<T>::get())))]
		pub fn unstake_all_alpha(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResultWithPostInfo {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			let subnets = StakeLedger::<T>::move_all_to_root(&coldkey, &hotkey)?;
			Ok(Some(T::WeightInfo::unstake_all_alpha(subnets)).into())
		}

		/// Moves stake of the signer to another hotkey, another subnet or both. It cools down there. A remainder below the minimum
		/// stake goes along.
		///
		/// Signed by a coldkey. `alpha_amount` in rao. Emits `StakeMoved`.
		#[pallet::call_index(85)]
		#[pallet::weight(T::WeightInfo::move_stake())]
		pub fn move_stake(
			origin: OriginFor<T>,
			origin_hotkey: T::AccountId,
			destination_hotkey: T::AccountId,
			origin_netuid: NetUid,
			destination_netuid: NetUid,
			alpha_amount: Rao,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			let (from, to) = (
				(&origin_hotkey, origin_netuid),
				(&destination_hotkey, destination_netuid),
			);
			StakeLedger::<T>::move_to(&coldkey, from, to, alpha_amount)
		}

		/// Gives stake of the signer to another coldkey, on the same hotkey, on the same subnet or another. It cools down there, apart
		/// from what the receiver has. A remainder below the minimum stake goes along.
		///
		/// Signed by a coldkey. `alpha_amount` in rao. Both subnets must allow it (`TransferToggle`). Emits `StakeTransferred`.
		#[pallet::call_index(86)]
		#[pallet::weight(T::WeightInfo::transfer_stake())]
		pub fn transfer_stake(
			origin: OriginFor<T>,
			destination_coldkey: T::AccountId,
			hotkey: T::AccountId,
			origin_netuid: NetUid,
			destination_netuid: NetUid,
			alpha_amount: Rao,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			let netuids = (origin_netuid, destination_netuid);
			StakeLedger::<T>::transfer(&coldkey, &destination_coldkey, &hotkey, netuids, alpha_amount)
		}

		/// Moves stake of the signer on a hotkey to another subnet. It cools down there. A remainder below the minimum stake goes along.
		///
		/// Signed by a coldkey. `alpha_amount` in rao. Emits `StakeSwapped`.
		#[pallet::call_index(87)]
		#[pallet::weight(T::WeightInfo::move_stake())]
		pub fn swap_stake(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			origin_netuid: NetUid,
			destination_netuid: NetUid,
			alpha_amount: Rao,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			StakeLedger::<T>::swap(&coldkey, &hotkey, origin_netuid, destination_netuid, alpha_amount)
		}

		/// `add_stake` at a price of at most `limit_price`, in rao for 10^9 rao of stake. The price is 10^9, so the limit is met by all
		/// or by nothing, whatever `allow_partial` says.
		///
		/// Signed by a coldkey. Emits `StakeAdded`.
		#[pallet::call_index(88)]
		#[pallet::weight(T::WeightInfo::add_stake())]
		pub fn add_stake_limit(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			netuid: NetUid,
			amount_staked: Rao,
			limit_price: Rao,
			allow_partial: bool,
		) -> DispatchResult {
			let (coldkey, _) = (KeySwapper::<T>::ensure_free_to_move(origin)?, allow_partial);
			stake::price::ensure_buys::<T>(limit_price)?;
			StakeLedger::<T>::add(&coldkey, &hotkey, netuid, amount_staked)
		}

		/// `remove_stake` at a price of at least `limit_price`, in rao for 10^9 rao of stake. The price is 10^9, so the limit is met by
		/// all or by nothing, whatever `allow_partial` says.
		///
		/// Signed by a coldkey. Emits `StakeRemoved`.
		#[pallet::call_index(89)]
		#[pallet::weight(T::WeightInfo::remove_stake())]
		pub fn remove_stake_limit(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			netuid: NetUid,
			amount_unstaked: Rao,
			limit_price: Rao,
			allow_partial: bool,
		) -> DispatchResult {
			let (coldkey, _) = (KeySwapper::<T>::ensure_free_to_move(origin)?, allow_partial);
			stake::price::ensure_sells::<T>(limit_price)?;
			StakeLedger::<T>::remove(&coldkey, &hotkey, netuid, amount_unstaked)
		}

		/// `swap_stake` if the price on the origin over that on the destination, times 10^9, is at least `limit_price`. It is 10^9, so
		/// the limit is met by all or by nothing, whatever `allow_partial` says.
		///
		/// Signed by a coldkey. Emits `StakeSwapped`.
		#[pallet::call_index(90)]
		#[pallet::weight(T::WeightInfo::move_stake())]
		pub fn swap_stake_limit(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			origin_netuid: NetUid,
			destination_netuid: NetUid,
			alpha_amount: Rao,
			limit_price: Rao,
			allow_partial: bool,
		) -> DispatchResult {
			let (coldkey, _) = (KeySwapper::<T>::ensure_free_to_move(origin)?, allow_partial);
			stake::price::ensure_sells::<T>(limit_price)?;
			StakeLedger::<T>::swap(&coldkey, &hotkey, origin_netuid, destination_netuid, alpha_amount)
		}

		/// Notes that the signer will use a hotkey that nobody owns: it may then be the first to stake on it, and owns it from that moment on.
		///
		/// Signed by a coldkey. Not needed before a registration. The claim binds nobody else, and the oldest of 16 gives way. Emits
		/// `HotkeyClaimed`.
		#[pallet::call_index(91)]
		#[pallet::weight(T::WeightInfo::try_associate_hotkey())]
		pub fn try_associate_hotkey(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			KeyRegistry::<T>::claim(&coldkey, &hotkey)
		}

		/// Starts a subnet: from the next block on it takes part in emission.
		///
		/// Signed by the subnet's owner. Emits `FirstEmissionBlockNumberSet`.
		#[pallet::call_index(92)]
		#[pallet::weight(T::WeightInfo::start_call(u32::from(TotalNetworks::<T>::get())))]
		pub fn start_call(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			SubnetRegistry::<T>::start(&coldkey, netuid)
		}

		/// Commits a validator to weights that it reveals later, on a subnet that hides weights.
		///
		/// Signed by the validator's hotkey. `commit_hash` is the BLAKE2b-256 of the SCALE encoding of (hotkey, netuid, uids, values, salt,
		/// version key). Free as a direct call if it succeeds and comes from a permitted validator. Emits `WeightsCommitted`.
		#[pallet::call_index(96)]
		#[pallet::weight(T::WeightInfo::commit_weights())]
		pub fn commit_weights(origin: OriginFor<T>, netuid: NetUid, commit_hash: H256) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			WeightBook::<T>::commit(&hotkey, netuid.into(), commit_hash)
		}

		/// Reveals weights that a validator committed to, and sets them. Those for neurons that registered in the commit's block or later
		/// are dropped.
		///
		/// Signed by the validator's hotkey, in the epoch that the commit's `reveal_epoch` names. Older commits are forgotten. Free as a
		/// direct call if it succeeds and comes from a permitted validator. Emits `WeightsSet` and `WeightsRevealed`.
		#[pallet::call_index(97)]
		#[pallet::weight(T::WeightInfo::reveal_weights(uids.len() as u32, salt.len() as u32))]
		pub fn reveal_weights(
			origin: OriginFor<T>,
			netuid: NetUid,
			uids: Vec<u16>,
			values: Vec<u16>,
			salt: Vec<u16>,
			version_key: u64,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			let submission = Submission {
				dests: &uids,
				values: &values,
				version_key,
			};
			WeightBook::<T>::reveal(
				&hotkey,
				netuid.into(),
				Reveal {
					submission,
					salt: &salt,
				},
			)
		}

		/// Reveals several weights of one subnet that a validator committed to, in the order of the commits; all or none. The last stay.
		///
		/// Signed by the validator's hotkey. Parallel lists, as `reveal_weights` takes their items. Free as a direct call if it succeeds and
		/// comes from a permitted validator. Emits `WeightsSet` and `WeightsBatchRevealed`.
		#[pallet::call_index(98)]
		#[pallet::weight(T::WeightInfo::batch_reveal_weights(uids_list.len() as u32, entries(uids_list), entries(salts_list)))]
		pub fn batch_reveal_weights(
			origin: OriginFor<T>,
			netuid: NetUid,
			uids_list: Vec<Vec<u16>>,
			values_list: Vec<Vec<u16>>,
			salts_list: Vec<Vec<u16>>,
			version_keys: Vec<u64>,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			let batch = RevealBatch {
				uids: &uids_list,
				values: &values_list,
				salts: &salts_list,
				version_keys: &version_keys,
			};
			WeightBook::<T>::reveal_all(&hotkey, netuid, batch)
		}

		/// Commits a validator to weights on several subnets. An item that fails changes nothing, and the others go on.
		///
		/// Signed by the validator's hotkey. At most 128 items. Free as a direct call if every item succeeds and comes from a permitted
		/// validator. Emits `BatchWeightItemFailed` for each item that fails, then `BatchWeightsCompleted` or `BatchCompletedWithErrors`.
		#[pallet::call_index(100)]
		#[pallet::weight(T::WeightInfo::batch_commit_weights(netuids.len() as u32))]
		pub fn batch_commit_weights(
			origin: OriginFor<T>,
			netuids: Vec<Compact<NetUid>>,
			commit_hashes: Vec<H256>,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			let batch = CommitBatch {
				netuids: &netuids,
				hashes: &commit_hashes,
			};
			WeightBook::<T>::commit_all(&hotkey, batch)
		}

		/// Recycles stake of the signer: it leaves the issuance and can be mined again. A remainder below the minimum stake is paid
		/// out. Not on root.
		///
		/// Signed by a coldkey. `amount` in rao. Emits `AlphaRecycled`.
		#[pallet::call_index(101)]
		#[pallet::weight(T::WeightInfo::give_up_stake())]
		pub fn recycle_alpha(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			amount: Rao,
			netuid: NetUid,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			StakeLedger::<T>::recycle(&coldkey, &hotkey, netuid, amount)
		}

		/// Burns stake of the signer: it stays part of the issuance, but nobody ever has it again. A remainder below the minimum stake
		/// is paid out. Not on root.
		///
		/// Signed by a coldkey. `amount` in rao. Emits `AlphaBurned`.
		#[pallet::call_index(102)]
		#[pallet::weight(T::WeightInfo::give_up_stake())]
		pub fn burn_alpha(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			amount: Rao,
			netuid: NetUid,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			StakeLedger::<T>::burn(&coldkey, &hotkey, netuid, amount)
		}

		/// Pays out all of the signer's stake on a hotkey and subnet, if `limit_price`, where there is one, is at most 10^9. Refused
		/// while any of what the signer brought itself cools down; what others sent it stays while it cools down.
		///
		/// Signed by a coldkey. Emits `StakeRemoved`.
		#[pallet::call_index(103)]
		#[pallet::weight(T::WeightInfo::remove_stake())]
		pub fn remove_stake_full_limit(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			netuid: NetUid,
			limit_price: Option<Rao>,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			stake::price::ensure_sells::<T>(limit_price.unwrap_or(0))?;
			StakeLedger::<T>::remove_full(&coldkey, &hotkey, netuid)
		}

		/// Sets how many blocks lie between the choice of children and the moment from which it counts. What is chosen already keeps
		/// its date.
		///
		/// Origin: root. In blocks. Emits `PendingChildKeyCooldownSet`.
		#[pallet::call_index(109)]
		#[pallet::weight(T::WeightInfo::set_chain_parameter())]
		pub fn set_pending_childkey_cooldown(origin: OriginFor<T>, cooldown: u64) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::PendingChildKeyCooldown(cooldown))
		}

		/// Gives a subnet another symbol: one letter of the catalogue that no subnet has.
		///
		/// Signed by the subnet's owner. `symbol` in UTF-8. Emits `SymbolUpdated`.
		#[pallet::call_index(112)]
		#[pallet::weight(T::WeightInfo::update_symbol(u32::from(TotalNetworks::<T>::get())))]
		pub fn update_symbol(origin: OriginFor<T>, netuid: NetUid, symbol: Vec<u8>) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			IdentityRegistry::<T>::choose_symbol(&coldkey, netuid, &symbol)
		}

		/// Names the hotkey on which the pay of the signer's miners on a subnet is staked for the signer, instead of on the miners.
		///
		/// Signed by a coldkey. The hotkey is registered on that subnet. Emits `AutoStakeDestinationSet`.
		#[pallet::call_index(114)]
		#[pallet::weight(T::WeightInfo::set_coldkey_auto_stake_hotkey())]
		pub fn set_coldkey_auto_stake_hotkey(
			origin: OriginFor<T>,
			netuid: NetUid,
			hotkey: T::AccountId,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			StakeLedger::<T>::set_auto_stake(&coldkey, netuid, &hotkey)
		}

		/// Commits a validator to time-locked weights, on a subnet that hides weights: the chain opens and sets them.
		///
		/// Signed by the hotkey of a permitted validator. `commit` is encrypted to `reveal_round` of the beacon, a round that is not out
		/// yet; it hides the SCALE encoding of (hotkey as bytes, uids, values, version key). `commit_reveal_version` is 4. The weights are set when
		/// `RevealPeriodEpochs` epochs of the subnet have begun since and the round is out. One such commit waits at a time; another takes its place
		/// once its epoch has come and its round has not. Free as a direct call if it succeeds. Emits `TimelockedWeightsCommitted`; later
		/// `WeightsSet` and `TimelockedWeightsRevealed`, or `TimelockedWeightsFailed`.
		#[pallet::call_index(113)]
		#[pallet::weight(WeightBook::<T>::commit_timelocked_weight(*netuid))]
		pub fn commit_timelocked_weights(
			origin: OriginFor<T>,
			netuid: NetUid,
			commit: BoundedVec<u8, MaxTimelockedBytes>,
			reveal_round: u64,
			commit_reveal_version: u16,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			let sealed = Sealed {
				ciphertext: &commit,
				round: reveal_round,
				version: commit_reveal_version,
			};
			WeightBook::<T>::commit_timelocked(&hotkey, netuid.into(), sealed)
		}

		/// Commits a validator to weights in a mechanism that it reveals later, on a subnet that hides weights.
		///
		/// As `commit_weights`; the hash is made with the mechanism's storage index, `mecid * 4096 + netuid`, in place of the netuid.
		#[pallet::call_index(115)]
		#[pallet::weight(T::WeightInfo::commit_weights())]
		pub fn commit_mechanism_weights(
			origin: OriginFor<T>,
			netuid: NetUid,
			mecid: MechId,
			commit_hash: H256,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			WeightBook::<T>::commit(&hotkey, Mechanism { netuid, mecid }, commit_hash)
		}

		/// Reveals weights in a mechanism that a validator committed to, and sets them.
		///
		/// As `reveal_weights`; only weights that were committed to for this mechanism.
		#[pallet::call_index(116)]
		#[pallet::weight(T::WeightInfo::reveal_weights(uids.len() as u32, salt.len() as u32))]
		pub fn reveal_mechanism_weights(
			origin: OriginFor<T>,
			netuid: NetUid,
			mecid: MechId,
			uids: Vec<u16>,
			values: Vec<u16>,
			salt: Vec<u16>,
			version_key: u64,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			let submission = Submission {
				dests: &uids,
				values: &values,
				version_key,
			};
			WeightBook::<T>::reveal(
				&hotkey,
				Mechanism { netuid, mecid },
				Reveal {
					submission,
					salt: &salt,
				},
			)
		}

		/// Commits a validator to time-locked weights in a mechanism.
		///
		/// As `commit_timelocked_weights`, of the version that the chain takes.
		#[pallet::call_index(117)]
		#[pallet::weight(WeightBook::<T>::commit_timelocked_weight(*netuid))]
		pub fn commit_crv3_mechanism_weights(
			origin: OriginFor<T>,
			netuid: NetUid,
			mecid: MechId,
			commit: BoundedVec<u8, MaxTimelockedBytes>,
			reveal_round: u64,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			let sealed = Sealed::of_present_version(&commit, reveal_round);
			WeightBook::<T>::commit_timelocked(&hotkey, Mechanism { netuid, mecid }, sealed)
		}

		/// Commits a validator to time-locked weights in a mechanism.
		///
		/// As `commit_timelocked_weights`, which means mechanism 0.
		#[pallet::call_index(118)]
		#[pallet::weight(WeightBook::<T>::commit_timelocked_weight(*netuid))]
		pub fn commit_timelocked_mechanism_weights(
			origin: OriginFor<T>,
			netuid: NetUid,
			mecid: MechId,
			commit: BoundedVec<u8, MaxTimelockedBytes>,
			reveal_round: u64,
			commit_reveal_version: u16,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			let sealed = Sealed {
				ciphertext: &commit,
				round: reveal_round,
				version: commit_reveal_version,
			};
			WeightBook::<T>::commit_timelocked(&hotkey, Mechanism { netuid, mecid }, sealed)
		}

		/// Sets the weights with which a validator scores neurons of a subnet in one of its mechanisms.
		///
		/// As `set_weights`, which means mechanism 0. Each mechanism has a rate limit of its own.
		#[pallet::call_index(119)]
		#[pallet::weight(T::WeightInfo::set_weights(dests.len() as u32))]
		pub fn set_mechanism_weights(
			origin: OriginFor<T>,
			netuid: NetUid,
			mecid: MechId,
			dests: Vec<u16>,
			weights: Vec<u16>,
			version_key: u64,
		) -> DispatchResult {
			let hotkey = ensure_signed(origin)?;
			WeightBook::<T>::set(
				&hotkey,
				Mechanism { netuid, mecid },
				Submission {
					dests: &dests,
					values: &weights,
					version_key,
				},
			)
		}

		/// Dissolves a subnet at once. Its owner gets the lock back, less its cuts of emission, unless the subnet is immune.
		///
		/// Root. Emits `NetworkRemoved`.
		#[pallet::call_index(120)]
		#[pallet::weight(T::WeightInfo::close_subnet(SubnetCloser::<T>::known()))]
		pub fn root_dissolve_network(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
			ensure_root(origin)?;
			SubnetCloser::<T>::begin(netuid)
		}

		/// Announces that another coldkey will take the signer's place. From now on the signer's balance is frozen, and it can move nothing.
		///
		/// Signed by a coldkey. `new_coldkey_hash` is `blake2_256` of the other account. Costs 0.1 TAO, recycled; another announcement is
		/// free, and possible once this one could have been carried out for a while. Emits `ColdkeySwapAnnounced`.
		#[pallet::call_index(125)]
		#[pallet::weight(T::WeightInfo::announce_coldkey_swap())]
		pub fn announce_coldkey_swap(origin: OriginFor<T>, new_coldkey_hash: T::Hash) -> DispatchResult {
			let coldkey = ensure_signed(origin)?;
			KeySwapper::<T>::announce(&coldkey, new_coldkey_hash)
		}

		/// Puts the announced coldkey in the signer's place: subnets, hotkeys, stake, identity and balance are its own from now on.
		///
		/// Signed by the old coldkey, once the waiting time is over. `new_coldkey` has neither hotkeys nor stake, and is no hotkey. Free if
		/// it succeeds as a direct call. Emits `ColdkeySwapped`.
		#[pallet::call_index(126)]
		#[pallet::weight(ColdkeySwap::worst::<T>())]
		pub fn swap_coldkey_announced(
			origin: OriginFor<T>,
			new_coldkey: T::AccountId,
		) -> DispatchResultWithPostInfo {
			let coldkey = ensure_signed(origin)?;
			let swap = KeySwapper::<T>::swap_coldkey(&coldkey, &new_coldkey)?;
			Ok(Some(swap.weight::<T>()).into())
		}

		/// Puts a coldkey in the place of another, as `swap_coldkey_announced` does, announced, disputed or neither.
		///
		/// Origin: root. `swap_cost` rao of the old coldkey are burned. Emits `ColdkeySwapped`.
		#[pallet::call_index(71)]
		#[pallet::weight(ColdkeySwap::worst::<T>())]
		pub fn swap_coldkey(
			origin: OriginFor<T>,
			old_coldkey: T::AccountId,
			new_coldkey: T::AccountId,
			swap_cost: Rao,
		) -> DispatchResultWithPostInfo {
			ensure_root(origin)?;
			let swap = KeySwapper::<T>::swap_coldkey_by_root(&old_coldkey, &new_coldkey, swap_cost)?;
			Ok(Some(swap.weight::<T>()).into())
		}

		/// Stops the announced swap of the signer until root decides: somebody else has the key.
		///
		/// Signed by the coldkey. Free if it succeeds as a direct call. Emits `ColdkeySwapDisputed`.
		#[pallet::call_index(127)]
		#[pallet::weight(T::WeightInfo::end_coldkey_swap())]
		pub fn dispute_coldkey_swap(origin: OriginFor<T>) -> DispatchResult {
			let coldkey = ensure_signed(origin)?;
			KeySwapper::<T>::dispute(&coldkey)
		}

		/// Takes the announcement of a coldkey's swap back, disputed or not: the coldkey is free again.
		///
		/// Origin: root. Emits `ColdkeySwapReset`.
		#[pallet::call_index(128)]
		#[pallet::weight(T::WeightInfo::end_coldkey_swap())]
		pub fn reset_coldkey_swap(origin: OriginFor<T>, coldkey: T::AccountId) -> DispatchResult {
			ensure_root(origin)?;
			KeySwapper::<T>::reset(&coldkey)
		}

		/// Takes the announcement of the signer's swap back, once it could have been carried out for a while.
		///
		/// Signed by the coldkey. Free if it succeeds as a direct call. Emits `ColdkeySwapCleared`.
		#[pallet::call_index(133)]
		#[pallet::weight(T::WeightInfo::end_coldkey_swap())]
		pub fn clear_coldkey_swap_announcement(origin: OriginFor<T>) -> DispatchResult {
			let coldkey = ensure_signed(origin)?;
			KeySwapper::<T>::clear(&coldkey)
		}

		/// Makes a hotkey a neuron of a subnet for the present price, which is recycled, unless the price is above `limit_price`.
		///
		/// Signed by the coldkey that owns the hotkey, or will. `limit_price` in rao. Emits `NeuronRegistered`.
		#[pallet::call_index(134)]
		#[pallet::weight(T::WeightInfo::burned_register(u32::from(MaxAllowedUids::<T>::get(netuid)), MechanismRegistry::<T>::count(*netuid)))]
		pub fn register_limit(
			origin: OriginFor<T>,
			netuid: NetUid,
			hotkey: T::AccountId,
			limit_price: u64,
		) -> DispatchResult {
			let coldkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			NeuronRegistry::<T>::register_by_burn(&coldkey, netuid, &hotkey, limit_price)
		}

		/// Ends the relation of a hotkey to one of its parents on a subnet, at once; also one that does not count yet.
		///
		/// Signed by the child's hotkey or its owner. Emits `ParentRejected`.
		#[pallet::call_index(201)]
		#[pallet::weight(T::WeightInfo::reject_parent())]
		pub fn reject_parent(
			origin: OriginFor<T>,
			hotkey: T::AccountId,
			netuid: NetUid,
			parent: T::AccountId,
		) -> DispatchResult {
			let signer = KeySwapper::<T>::ensure_free_to_move(origin)?;
			ChildkeyRegistry::<T>::reject_parent(&signer, &hotkey, netuid, &parent)
		}

		/// Sets a subnet's tempo, in blocks: not below that of new subnets. The next epoch is due one new tempo after the last one was.
		///
		/// Signed by the subnet's owner, or by root, while `OwnerTempoControl` is on. Emits `TempoSet`.
		#[pallet::call_index(139)]
		#[pallet::weight(T::WeightInfo::set_hyperparameter(u32::from(TotalNetworks::<T>::get())))]
		pub fn set_tempo(origin: OriginFor<T>, netuid: NetUid, tempo: u16) -> DispatchResult {
			HyperparameterTable::<T>::set_tempo(origin, netuid, tempo)
		}

		/// Sets after how many tempos, in thousandths, a validator that set no weights counts as inactive.
		///
		/// Signed by the subnet's owner, or by root. Emits `ActivityCutoffFactorMilliSet`.
		#[pallet::call_index(140)]
		#[pallet::weight(T::WeightInfo::set_hyperparameter(u32::from(TotalNetworks::<T>::get())))]
		pub fn set_activity_cutoff_factor(
			origin: OriginFor<T>,
			netuid: NetUid,
			factor_milli: u32,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(
				origin,
				netuid,
				Hyperparameter::ActivityCutoffFactorMilli(factor_milli),
			)
		}

		/// Brings a subnet's next epoch forward: it is due `AdminFreezeWindow` blocks from now, the one after it a tempo later.
		///
		/// Signed by the subnet's owner, while `OwnerTempoControl` is on and weights are not hidden. Emits `EpochTriggered`.
		#[pallet::call_index(141)]
		#[pallet::weight(T::WeightInfo::trigger_epoch())]
		pub fn trigger_epoch(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
			HyperparameterTable::<T>::trigger_epoch(origin, netuid)
		}

		/// Lets a hotkey whose owner is provisional say who owns it: the coldkey that used it first, or another.
		///
		/// Signed by the hotkey, once. A new owner gets what the hotkey earns from now on; stake stays with those who hold it, a
		/// subnet with its owner; the take falls back to the default. Free if it succeeds as a direct call. Emits `OwnerConfirmed` or
		/// `OwnerReassigned`.
		#[pallet::call_index(200)]
		#[pallet::weight(T::WeightInfo::confirm_owner())]
		pub fn confirm_owner(origin: OriginFor<T>, coldkey: T::AccountId) -> DispatchResult {
			let hotkey = KeySwapper::<T>::ensure_free_to_move(origin)?;
			KeyRegistry::<T>::confirm_owner(&hotkey, &coldkey)
		}
	}
}
