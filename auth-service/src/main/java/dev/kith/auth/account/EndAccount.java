package dev.kith.auth.account;

import dev.kith.auth.device.Devices;
import dev.kith.auth.text.Given;
import dev.kith.auth.user.EraseUser;
import dev.kith.auth.user.ReadUser;
import dev.kith.kit.address.Address;
import dev.kith.kit.address.Addresses;
import dev.kith.kit.caller.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Erases the caller, who names the own address so that no slip does it. A device that was signed out may not.
@ApplicationScoped
class EndAccount {
    private final Devices devices;
    private final ReadUser readUser;
    private final EraseUser eraseUser;

    EndAccount(Devices devices, ReadUser readUser, EraseUser eraseUser) {
        this.devices = devices;
        this.readUser = readUser;
        this.eraseUser = eraseUser;
    }

    Uni<Void> end(Caller caller, String confirmed) {
        return devices.list(caller)
                .chain(() -> readUser.read(caller.app(), caller.uid()))
                .invoke(user -> refuseUnless(user.orElseThrow(Erased::problem), confirmed))
                .chain(() -> eraseUser.erase(caller.app(), caller.uid()))
                .replaceWithVoid();
    }

    private static void refuseUnless(ReadUser.Account user, String confirmed) {
        var meant = switch (Addresses.canonical(confirmed, null)) {
            case Address.Telephone number -> number.canonical();
            case Address.Opaque opaque -> opaque.canonical();
            case Address.Invalid invalid -> "";
        };
        if (!meant.equals(user.address())) {
            throw Given.invalid("address", "is not the address of this account");
        }
    }
}
