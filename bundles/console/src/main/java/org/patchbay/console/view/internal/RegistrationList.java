package org.patchbay.console.view.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.LocationService;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.Subscriber;

/**
 * The users and where they can be reached, those who are registered first.
 *
 * @param registrar whether there is a location service
 * @param directory whether there is a directory of users
 * @param users how many users the directory has
 * @param registered how many addresses have a contact
 * @param contacts how many contacts there are
 * @param matching how many users the filter leaves
 * @param rows the first of them
 */
public record RegistrationList(
        boolean registrar, boolean directory, int users, int registered, int contacts, int matching, List<Row> rows) {
    private static final int MOST = 500;

    /** A user; {@code known} is false for one that has contacts but is (no longer) in the directory. */
    public record Row(String number, String realm, String name, boolean known, List<Contact> contacts) {
        private boolean contains(String part) {
            return Stream.concat(Stream.of(number, name), contacts.stream().flatMap(Contact::texts))
                    .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part));
        }
    }

    /** A device. */
    public record Contact(
            String scheme, String address, String received, String userAgent, float q, long expiresSeconds) {
        private Stream<String> texts() {
            return Stream.of(address, received, userAgent);
        }
    }

    /** Asks the directory and the location service; {@code filter} is part of any text of a user, or empty. */
    public static RegistrationList of(Modules modules, String filter, InstantSource clock) {
        Optional<LocationService> locations = modules.locations();
        List<Directory> directories = modules.directories();
        Map<AddressOfRecord, List<Binding>> live =
                locations.map(LocationService::all).orElse(Map.of());
        List<Row> all = rows(directories, live, clock);
        String part = filter.trim().toLowerCase(Locale.ROOT);
        List<Row> matching = part.isEmpty()
                ? all
                : all.stream().filter(row -> row.contains(part)).toList();
        return new RegistrationList(
                locations.isPresent(),
                !directories.isEmpty(),
                (int) all.stream().filter(Row::known).count(),
                (int) live.values().stream()
                        .filter(bindings -> !bindings.isEmpty())
                        .count(),
                live.values().stream().mapToInt(List::size).sum(),
                matching.size(),
                matching.stream().limit(MOST).toList());
    }

    private static List<Row> rows(
            List<Directory> directories, Map<AddressOfRecord, List<Binding>> live, InstantSource clock) {
        var strangers = new LinkedHashMap<>(live);
        var rows = new ArrayList<Row>();
        for (Directory directory : directories) {
            for (Subscriber subscriber : directory.subscribers()) {
                List<Binding> bindings = strangers.remove(subscriber.address());
                rows.add(row(
                        subscriber.address(), subscriber.name(), true, bindings == null ? List.of() : bindings, clock));
            }
        }
        strangers.forEach((address, bindings) -> rows.add(row(address, "", false, bindings, clock)));
        rows.sort(Comparator.comparing((Row row) -> row.contacts().isEmpty()).thenComparing(Row::number));
        return rows;
    }

    private static Row row(
            AddressOfRecord address, String name, boolean known, List<Binding> bindings, InstantSource clock) {
        List<Contact> contacts =
                bindings.stream().map(binding -> contact(binding, clock)).toList();
        return new Row(address.user(), address.realm(), name, known, contacts);
    }

    private static Contact contact(Binding binding, InstantSource clock) {
        Map<String, String> attributes = binding.attributes();
        long left = Duration.between(clock.instant(), binding.expires()).toSeconds();
        return new Contact(
                binding.scheme(),
                binding.contact(),
                Addresses.received(attributes.getOrDefault("received", "")),
                attributes.getOrDefault("user-agent", ""),
                binding.q(),
                Math.max(0, left));
    }
}
