package dev.kith.profile.finding;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.address.Address;
import dev.kith.kit.address.Addresses;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.finding.Finding.Found;
import dev.kith.profile.finding.Finding.Refused;
import dev.kith.profile.viewing.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The addresses of one request on the way to their findings. What nobody finds stays unreachable.
final class Search {
    private final List<String> canonical = new ArrayList<>();
    private final Map<String, Finding> findings = new HashMap<>();

    Search(List<String> given) {
        for (var address : given) {
            switch (Addresses.canonical(address, null)) {
                case Address.Telephone telephone -> canonical.add(telephone.canonical());
                case Address.Opaque opaque -> canonical.add(opaque.canonical());
                case Address.Invalid invalid -> {
                    canonical.add(address);
                    findings.put(address, new Refused(problem(invalid.fault())));
                }
            }
        }
    }

    /// Canonical addresses without a finding yet, each once.
    List<String> open() {
        return canonical.stream()
                .distinct()
                .filter(address -> !findings.containsKey(address))
                .toList();
    }

    /// The same in parts of at most so many.
    List<List<String>> openBy(int most) {
        var open = open();
        var parts = new ArrayList<List<String>>();
        for (int from = 0; from < open.size(); from += most) {
            parts.add(open.subList(from, Math.min(open.size(), from + most)));
        }
        return parts;
    }

    void found(View view) {
        finding(view.profile().address(), new Found(view));
    }

    void finding(String asked, Finding finding) {
        findings.put(asked, finding);
    }

    /// One `unreachable` is like the other, whoever says it.
    void refused(String asked, ProblemException problem) {
        findings.put(asked, problem.code() == ErrorCode.UNREACHABLE ? Refused.UNREACHABLE : new Refused(problem));
    }

    /// One finding for each address that was given, in their order.
    List<Finding> findings() {
        return canonical.stream()
                .map(address -> findings.getOrDefault(address, Refused.UNREACHABLE))
                .toList();
    }

    private static ProblemException problem(Address.Fault fault) {
        return new ProblemException(
                fault.ofNumber() ? ErrorCode.INVALID_NUMBER : ErrorCode.INVALID_VALUE, "Address: " + fault.detail());
    }
}
