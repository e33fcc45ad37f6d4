"""The chain's state, read without the client that is tested: what it says it did is compared with this."""

from async_substrate_interface.sync_substrate import SubstrateInterface

from report import until

BLOCK_SECONDS = 60
# Between two choices of children by one hotkey on a local network.
CHILDREN_BLOCKS = 30


def text(stored) -> str:
    """The text of stored bytes, which are decoded in three ways: as text, as hexadecimal digits or as numbers."""
    if isinstance(stored, str):
        return bytes.fromhex(stored[2:]).decode() if stored.startswith("0x") else stored
    return bytes(stored).decode()


class Chain:
    """A node's answers by metadata alone."""

    def __init__(self, url: str):
        self.substrate = SubstrateInterface(url=url, ss58_format=42)

    def close(self) -> None:
        """Ends the connection: one that is open when Python ends can keep it from ending."""
        self.substrate.close()

    def get(self, item: str, *keys, pallet: str = "SubtensorModule"):
        """The value of a storage item at the best block."""
        answer = self.substrate.query(pallet, item, list(keys))
        return getattr(answer, "value", answer)

    def balance(self, account: str) -> int:
        """Free balance in rao."""
        return self.get("Account", account, pallet="System")["data"]["free"]

    def stake(self, hotkey: str, coldkey: str, netuid: int) -> int:
        """Stake of a coldkey on a hotkey in rao."""
        answer = self.substrate.runtime_call(
            "StakeInfoRuntimeApi", "get_stake_info_for_hotkey_coldkey_netuid", [hotkey, coldkey, netuid]
        )
        return getattr(answer, "value", answer)["stake"]

    def subnet_cost(self) -> int:
        """What creating a subnet costs now, in rao."""
        answer = self.substrate.runtime_call("SubnetRegistrationRuntimeApi", "get_network_registration_cost", [])
        return getattr(answer, "value", answer)

    def calls(self, since: int, name: str) -> list[dict]:
        """The arguments of each call of this name that is in a block after `since`, by their names."""
        found = []
        for number in range(since + 1, self.block() + 1):
            for extrinsic in self.substrate.get_extrinsics(block_number=number):
                call = extrinsic.value["call"]
                if call["call_function"] == name:
                    found.append({argument["name"]: argument["value"] for argument in call["call_args"]})
        return found

    def block(self) -> int:
        """The number of the best block."""
        return self.substrate.get_block_number(None)

    def wait(self, blocks: int) -> None:
        """Waits until there are so many blocks more."""
        target = self.block() + blocks
        until(BLOCK_SECONDS + 15 * blocks, f"block {target}", lambda: self.block() >= target)

    def send(self, keypair, pallet: str, call: str, /, **parameters) -> None:
        """Sends a call and waits until a block has it; fails if the call failed."""
        composed = self.substrate.compose_call(pallet, call, parameters)
        signed = self.substrate.create_signed_extrinsic(composed, keypair)
        receipt = self.substrate.submit_extrinsic(signed, wait_for_inclusion=True)
        if not receipt.is_success:
            raise AssertionError(f"{pallet}.{call}: {receipt.error_message}")

    def as_root(self, sudo, pallet: str, call: str, /, **parameters) -> None:
        """Sends a call with root's rights; fails if sending failed."""
        self.send(sudo, "Sudo", "sudo", call=self.substrate.compose_call(pallet, call, parameters))

    def lengthen_epochs(self, sudo, netuid: int, tempo: int) -> None:
        """Gives a subnet longer epochs and waits until one has begun: a client on a busy machine needs its time."""
        self.as_root(sudo, "AdminUtils", "sudo_set_tempo", netuid=netuid, tempo=tempo)
        self.wait_for_epoch(netuid)

    def wait_for_epoch(self, netuid: int) -> None:
        """Waits until the subnet's next epoch has begun."""
        epoch = self.get("SubnetEpochIndex", netuid)
        until(BLOCK_SECONDS, "the next epoch", lambda: self.get("SubnetEpochIndex", netuid) > epoch)
