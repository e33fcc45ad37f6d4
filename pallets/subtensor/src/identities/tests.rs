//! Identities and symbols.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn of_subnet(who: &AccountId, netuid: NetUid, identity: SubnetIdentityV3) -> sp_runtime::DispatchResult {
	SubtensorModule::set_subnet_identity(
		signed(who),
		netuid,
		identity.subnet_name,
		identity.github_repo,
		identity.subnet_contact,
		identity.subnet_url,
		identity.discord,
		identity.description,
		identity.logo_url,
		identity.additional,
	)
}

fn of_coldkey(who: &AccountId, identity: ChainIdentityV2) -> sp_runtime::DispatchResult {
	SubtensorModule::set_identity(
		signed(who),
		identity.name,
		identity.url,
		identity.github_repo,
		identity.image,
		identity.discord,
		identity.description,
		identity.additional,
	)
}

fn named(length: usize) -> SubnetIdentityV3 {
	SubnetIdentityV3 {
		subnet_name: vec![b'n'; length],
		logo_url: b"https://example.org/logo.svg".to_vec(),
		..Default::default()
	}
}

fn symbol(netuid: NetUid) -> String {
	String::from_utf8(TokenSymbol::<Test>::get(netuid).into_inner()).unwrap()
}

#[test]
fn identity_of_a_subnet_should_be_its_owners_word() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		assert_ok!(of_subnet(&coldkey(9), netuid, named(256)));
		let stored = SubnetIdentitiesV3::<Test>::get(netuid).unwrap();
		assert_eq!(stored.subnet_name.to_vec(), vec![b'n'; 256]);
		assert_eq!(stored.logo_url.to_vec(), named(0).logo_url);
		assert!(events().contains(&Event::SubnetIdentitySet(netuid)));

		assert_noop!(
			of_subnet(&coldkey(9), netuid, named(257)),
			Error::<Test>::InvalidIdentity
		);
		assert_noop!(
			of_subnet(&coldkey(0), netuid, named(1)),
			Error::<Test>::NotSubnetOwner
		);
		assert_noop!(
			of_subnet(&coldkey(9), NetUid::ROOT, named(1)),
			Error::<Test>::NotSubnetOwner
		);
		assert_noop!(
			of_subnet(&coldkey(9), NetUid(7), named(1)),
			Error::<Test>::SubnetNotExists
		);
	});
}

#[test]
fn every_field_should_be_refused_when_one_byte_too_long() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		let text = |most: usize| vec![b'x'; most + 1];
		let too_long = [
			SubnetIdentityV3 {
				subnet_name: text(256),
				..Default::default()
			},
			SubnetIdentityV3 {
				github_repo: text(1_024),
				..Default::default()
			},
			SubnetIdentityV3 {
				subnet_contact: text(1_024),
				..Default::default()
			},
			SubnetIdentityV3 {
				subnet_url: text(1_024),
				..Default::default()
			},
			SubnetIdentityV3 {
				discord: text(256),
				..Default::default()
			},
			SubnetIdentityV3 {
				description: text(1_024),
				..Default::default()
			},
			SubnetIdentityV3 {
				logo_url: text(1_024),
				..Default::default()
			},
			SubnetIdentityV3 {
				additional: text(1_024),
				..Default::default()
			},
		];
		for identity in too_long {
			assert_noop!(
				of_subnet(&coldkey(9), netuid, identity),
				Error::<Test>::InvalidIdentity
			);
		}
		let too_long = [
			ChainIdentityV2 {
				name: text(256),
				..Default::default()
			},
			ChainIdentityV2 {
				url: text(256),
				..Default::default()
			},
			ChainIdentityV2 {
				github_repo: text(256),
				..Default::default()
			},
			ChainIdentityV2 {
				image: text(1_024),
				..Default::default()
			},
			ChainIdentityV2 {
				discord: text(256),
				..Default::default()
			},
			ChainIdentityV2 {
				description: text(1_024),
				..Default::default()
			},
			ChainIdentityV2 {
				additional: text(1_024),
				..Default::default()
			},
		];
		for identity in too_long {
			assert_noop!(of_coldkey(&coldkey(9), identity), Error::<Test>::InvalidIdentity);
		}
	});
}

#[test]
fn identity_of_a_coldkey_should_need_a_neuron() {
	TestChain::default().build_and_execute(|| {
		let identity = ChainIdentityV2 {
			name: b"somebody".to_vec(),
			..Default::default()
		};
		assert_noop!(
			of_coldkey(&coldkey(0), identity.clone()),
			Error::<Test>::HotKeyNotRegisteredInNetwork
		);
		register(FIRST, &coldkey(0), &hotkey(1));
		assert_ok!(of_coldkey(&coldkey(0), identity));
		let stored = IdentitiesV2::<Test>::get(coldkey(0)).unwrap();
		assert_eq!(stored.name.to_vec(), b"somebody");
		assert!(events().contains(&Event::ChainIdentitySet(coldkey(0))));
		assert_noop!(
			of_coldkey(&hotkey(1), ChainIdentityV2::default()),
			Error::<Test>::HotKeyNotRegisteredInNetwork
		);
	});
}

#[test]
fn new_subnet_should_take_the_first_symbol_that_is_free() {
	TestChain::default().build_and_execute(|| {
		assert_eq!((symbol(NetUid::ROOT), symbol(FIRST)), ("τ".into(), "α".into()));
		let (second, third) = (create_subnet(&hotkey(1)), create_subnet(&hotkey(2)));
		assert_eq!((symbol(second), symbol(third)), ("β".into(), "γ".into()));
		let choose = |netuid, symbol: &str| {
			SubtensorModule::update_symbol(signed(&coldkey(9)), netuid, symbol.as_bytes().to_vec())
		};
		assert_ok!(choose(second, "ω"));
		assert!(events().contains(&Event::SymbolUpdated {
			netuid: second,
			symbol: "ω".as_bytes().to_vec()
		}));
		let fourth = create_subnet(&hotkey(3));
		assert_eq!((symbol(second), symbol(fourth)), ("ω".into(), "β".into()));
	});
}

#[test]
fn symbol_should_be_refused_when_the_rules_say_so() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(1));
		let choose = |who: &AccountId, netuid, symbol: &str| {
			SubtensorModule::update_symbol(signed(who), netuid, symbol.as_bytes().to_vec())
		};
		for none in ["", "τ", "TAO", "αβ"] {
			assert_noop!(
				choose(&coldkey(9), netuid, none),
				Error::<Test>::SymbolDoesNotExist
			);
		}
		for used in ["α", "β"] {
			assert_noop!(
				choose(&coldkey(9), netuid, used),
				Error::<Test>::SymbolAlreadyInUse
			);
		}
		assert_noop!(choose(&coldkey(0), netuid, "ω"), Error::<Test>::NotSubnetOwner);
		assert_noop!(
			choose(&coldkey(9), NetUid(7), "ω"),
			Error::<Test>::SubnetNotExists
		);
		assert_noop!(
			choose(&coldkey(9), NetUid::ROOT, "ω"),
			Error::<Test>::NotSubnetOwner
		);
	});
}

#[test]
fn subnet_should_be_created_with_its_identity() {
	TestChain::default().build_and_execute(|| {
		let create = |identity| {
			SubtensorModule::register_network_with_identity(signed(&coldkey(0)), hotkey(1), identity)
		};
		assert_noop!(create(Some(named(257))), Error::<Test>::InvalidIdentity);
		assert_ok!(create(Some(named(3))));
		let stored = SubnetIdentitiesV3::<Test>::get(NetUid(2)).unwrap();
		assert_eq!(stored.subnet_name.to_vec(), b"nnn");
		assert_ok!(create(None));
		assert_eq!(SubnetIdentitiesV3::<Test>::get(NetUid(3)), None);
	});
}

#[test]
fn identities_should_look_like_plain_lists_of_bytes_to_clients() {
	use codec::Encode;
	use scale_info::TypeInfo;
	let brought = named(2);
	assert_eq!(
		brought.clone().bounded::<Test>().unwrap().encode(),
		brought.encode()
	);
	assert_eq!(BoundedSubnetIdentity::type_info(), SubnetIdentityV3::type_info());
	assert_eq!(BoundedChainIdentity::type_info(), ChainIdentityV2::type_info());
}
