package dev.kith.cli.contacts;

import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Names;
import dev.kith.client.ContactImportResult;
import dev.kith.client.ContactImportResult.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the server made of a file, by the places in it: it does not tell numbers that it did not match.
final class ImportReport {
    private static final List<String> PLACE = List.of("card", "number", "line");

    private final Screen screen;
    private final ContactImportResult result;
    private final Names names;
    private final boolean all;

    ImportReport(Screen screen, ContactImportResult result, Names names, boolean all) {
        this.screen = screen;
        this.result = result;
        this.names = names;
        this.all = all;
    }

    void print(boolean json) {
        if (json) {
            screen.json(object());
            return;
        }
        screen.line(String.join(
                        ", ",
                        Stream.of(
                                        result.file().name() + version(),
                                        result.file().encoding(),
                                        separator())
                                .filter(word -> !word.isEmpty())
                                .toList())
                + ": " + result.cards() + " cards with " + result.numbers() + " numbers. "
                + screen.paint(Screen.Colour.GREEN, result.matched().size() + " here") + ", "
                + result.unmatched() + " to invite, "
                + (result.pending().isEmpty() ? "" : result.pending().size() + " still to be looked up, ")
                + (result.duplicates().isEmpty() ? "" : result.duplicates().size() + " twice, ")
                + screen.paint(Screen.Colour.YELLOW, result.invalid().size() + " invalid") + ".");
        section("Here", List.of("name", "address"), here());
        section("Invalid", with("why"), invalid());
        section("Twice", with("first in card"), duplicates());
    }

    private String version() {
        return result.file().version() == null ? "" : " " + result.file().version();
    }

    private String separator() {
        var separator = result.file().separator();
        return separator == null ? "" : "cells between '" + separator + "'";
    }

    private void section(String title, List<String> headers, List<List<String>> rows) {
        SyncReport.section(screen, all, title, headers, rows);
    }

    private static List<String> with(String last) {
        return Stream.concat(PLACE.stream(), Stream.of(last)).toList();
    }

    private List<List<String>> here() {
        var now = result.matched().stream().map(ContactImportResult.Match::address);
        var earlier = result.newlyMatched().stream().map(match -> match.address());
        return Stream.concat(now, earlier)
                .map(address -> List.of(names.of(address), address))
                .toList();
    }

    private List<List<String>> invalid() {
        return result.invalid().stream()
                .map(entry -> row(entry.place(), SyncReport.words(entry.reason())))
                .toList();
    }

    private List<List<String>> duplicates() {
        return result.duplicates().stream()
                .map(entry -> row(entry.place(), String.valueOf(entry.first())))
                .toList();
    }

    private static List<String> row(Place place, String last) {
        return List.of(
                String.valueOf(place.card()),
                place.number() == 0 ? "" : String.valueOf(place.number()),
                String.valueOf(place.line()),
                last);
    }

    private Map<String, Object> object() {
        var out = new LinkedHashMap<String, Object>();
        var file = new LinkedHashMap<String, Object>();
        file.put("format", result.file().name());
        file.put("version", result.file().version());
        file.put("encoding", result.file().encoding());
        file.put("separator", result.file().separator());
        out.put("file", file);
        out.put("version", result.version());
        out.put("cards", result.cards());
        out.put("numbers", result.numbers());
        out.put("entries", result.entries());
        var matched = new ArrayList<Object>();
        result.matched().forEach(match -> {
            var one = place(match.place());
            one.put("name", names.of(match.address()));
            one.put("address", match.address());
            matched.add(one);
        });
        out.put("matched", matched);
        out.put("unmatched", result.unmatched());
        out.put("pending", result.pending().stream().map(ImportReport::place).toList());
        out.put("invalid", result.invalid().stream().map(ImportReport::invalid).toList());
        out.put(
                "duplicates",
                result.duplicates().stream().map(ImportReport::duplicate).toList());
        return out;
    }

    private static Map<String, Object> invalid(ContactImportResult.Rejected entry) {
        var one = place(entry.place());
        one.put("reason", entry.reason());
        return one;
    }

    private static Map<String, Object> duplicate(ContactImportResult.Duplicate entry) {
        var one = place(entry.place());
        one.put("first", entry.first());
        return one;
    }

    private static Map<String, Object> place(Place place) {
        var one = new LinkedHashMap<String, Object>();
        one.put("card", place.card());
        if (place.number() > 0) {
            one.put("number", place.number());
        }
        one.put("line", place.line());
        return one;
    }
}
