//! What a neuron publishes, and what is refused.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;

const IP: u128 = 0x0808_0808;

fn serve(key: &AccountId, netuid: NetUid, ip: u128, port: u16, ip_type: u8) -> DispatchResult {
	SubtensorModule::serve_axon(signed(key), netuid, 7, ip, port, ip_type, 1, 2, 3)
}

#[test]
fn endpoint_should_be_published() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		assert_ok!(serve(&hotkey(1), FIRST, IP, 8091, 4));
		let expected = AxonInfo {
			block: 1,
			version: 7,
			ip: IP,
			port: 8091,
			ip_type: 4,
			protocol: 1,
			placeholder1: 2,
			placeholder2: 3,
		};
		assert_eq!(Axons::<Test>::get(FIRST, hotkey(1)), Some(expected));
		assert!(events().contains(&Event::AxonServed(FIRST, hotkey(1))));
	});
}

#[test]
fn endpoint_should_be_refused_when_it_is_senseless() {
	TestChain::default()
		.with(|genesis| genesis.subnet_defaults.serving_rate_limit = 5)
		.build_and_execute(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			assert_noop!(
				serve(&hotkey(1), NetUid(9), 1, 1, 4),
				Error::<Test>::SubnetNotExists
			);
			assert_noop!(
				serve(&hotkey(2), FIRST, 1, 1, 4),
				Error::<Test>::HotKeyNotRegisteredInSubNet
			);
			// The coldkey that owns the neuron's hotkey does not speak for it.
			assert_noop!(
				serve(&coldkey(0), FIRST, IP, 1, 4),
				Error::<Test>::HotKeyNotRegisteredInSubNet
			);
			assert_noop!(serve(&hotkey(1), FIRST, 1, 1, 5), Error::<Test>::InvalidIpType);
			assert_noop!(
				serve(&hotkey(1), FIRST, 0x7F00_0001, 1, 4),
				Error::<Test>::InvalidIpAddress
			);
			assert_noop!(serve(&hotkey(1), FIRST, IP, 0, 4), Error::<Test>::InvalidPort);
			assert_ok!(serve(&hotkey(1), FIRST, IP, 1, 4));
			run_blocks(4);
			assert_noop!(
				serve(&hotkey(1), FIRST, IP, 2, 4),
				Error::<Test>::ServingRateLimitExceeded
			);
			run_blocks(1);
			assert_ok!(serve(&hotkey(1), FIRST, 0, 1, 4));
		});
}

fn serve_tls(key: &AccountId, certificate: &[u8]) -> DispatchResult {
	SubtensorModule::serve_axon_tls(signed(key), FIRST, 7, IP, 1, 4, 1, 2, 3, certificate.to_vec())
}

fn serve_prometheus(key: &AccountId, netuid: NetUid, ip: u128, port: u16, ip_type: u8) -> DispatchResult {
	SubtensorModule::serve_prometheus(signed(key), netuid, 7, ip, port, ip_type)
}

#[test]
fn certificate_should_be_published_with_the_endpoint_and_stay() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		assert_ok!(serve_tls(&hotkey(1), &[1, 2, 3]));
		let stored = || NeuronCertificates::<Test>::get(FIRST, hotkey(1)).unwrap();
		assert_eq!(
			(stored().algorithm, stored().public_key.to_vec()),
			(1, vec![2, 3])
		);
		assert_eq!(Axons::<Test>::get(FIRST, hotkey(1)).unwrap().ip, IP);
		assert!(events().contains(&Event::AxonServed(FIRST, hotkey(1))));
		run_blocks(1);
		assert_ok!(serve(&hotkey(1), FIRST, IP, 2, 4));
		assert_eq!(stored().algorithm, 1);
		run_blocks(1);
		assert_ok!(serve_tls(&hotkey(1), &[9; 65]));
		assert_eq!((stored().algorithm, stored().public_key.len()), (9, 64));
	});
}

#[test]
fn certificate_should_be_refused_when_it_is_none() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		for certificate in [&[][..], &[1], &[1; 66]] {
			assert_noop!(
				serve_tls(&hotkey(1), certificate),
				Error::<Test>::InvalidCertificate
			);
		}
		assert_noop!(
			serve_tls(&hotkey(2), &[1, 2]),
			Error::<Test>::HotKeyNotRegisteredInSubNet
		);
		assert_ok!(serve_tls(&hotkey(1), &[1, 2]));
		assert_noop!(
			serve(&hotkey(1), FIRST, IP, 1, 4),
			Error::<Test>::ServingRateLimitExceeded
		);
	});
}

#[test]
fn metrics_should_be_published() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		assert_ok!(serve_prometheus(&hotkey(1), FIRST, IP, 9615, 4));
		let expected = PrometheusInfo {
			block: 1,
			version: 7,
			ip: IP,
			port: 9615,
			ip_type: 4,
		};
		assert_eq!(Prometheus::<Test>::get(FIRST, hotkey(1)), Some(expected));
		assert!(events().contains(&Event::PrometheusServed(FIRST, hotkey(1))));
	});
}

#[test]
fn metrics_should_be_refused_when_senseless() {
	TestChain::default().build_and_execute(|| {
		let second = create_subnet(&hotkey(9));
		register(FIRST, &coldkey(0), &hotkey(1));
		let publish = |netuid, ip, port, ip_type| serve_prometheus(&hotkey(1), netuid, ip, port, ip_type);
		assert_noop!(publish(NetUid(9), IP, 1, 4), Error::<Test>::SubnetNotExists);
		// A neuron of one subnet does not publish on another.
		assert_noop!(
			publish(second, IP, 1, 4),
			Error::<Test>::HotKeyNotRegisteredInSubNet
		);
		assert_noop!(publish(FIRST, IP, 1, 5), Error::<Test>::InvalidIpType);
		assert_noop!(publish(FIRST, 1, 1, 6), Error::<Test>::InvalidIpAddress);
		assert_noop!(publish(FIRST, IP, 0, 4), Error::<Test>::InvalidPort);
	});
}

#[test]
fn limits_should_count_each_on_its_own() {
	TestChain::default()
		.with(|genesis| genesis.subnet_defaults.serving_rate_limit = 5)
		.build_and_execute(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			let metrics = || serve_prometheus(&hotkey(1), FIRST, IP, 1, 4);
			assert_ok!(serve(&hotkey(1), FIRST, IP, 1, 4));
			run_blocks(3);
			assert_ok!(metrics());
			run_blocks(2);
			assert_ok!(serve(&hotkey(1), FIRST, IP, 1, 4));
			assert_noop!(metrics(), Error::<Test>::ServingRateLimitExceeded);
			run_blocks(3);
			assert_ok!(metrics());
			// Where there is no limit, still not twice in a block.
			ServingRateLimit::<Test>::insert(FIRST, 0);
			assert_noop!(metrics(), Error::<Test>::ServingRateLimitExceeded);
			run_blocks(1);
			assert_ok!(metrics());
		});
}
