package dev.kith.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import dev.kith.client.phonebook.PhoneBook;
import dev.kith.client.phonebook.PhoneBookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFilesTest {
    private static final Path SAMPLES =
            Path.of(System.getProperty("kith.home", "..")).resolve("samples");

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final Map<String, Person> ownerByNumber =
            Person.ALL.stream().collect(Collectors.toMap(p -> p.number().e164(), Function.identity()));

    static Stream<String> files() {
        return SampleFiles.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void areWhatTheGeneratorMakes(String file) throws IOException {
        assertThat(Files.readAllBytes(SAMPLES.resolve(file)))
                .as("regenerate with SampleFiles.main")
                .isEqualTo(SampleFiles.all().get(file));
    }

    @ParameterizedTest
    @CsvSource({"alice.vcf,vCard 3.0,300", "bob.vcf,vCard 2.1,500", "carol.vcf,vCard 3.0,1000", "carol.csv,CSV,1000"})
    void areLargeEnoughAndOfTheirFormat(String file, String format, int cards) throws IOException {
        var book = read(file);

        assertThat(book.format()).isEqualTo(format);
        assertThat(book.entries()).hasSizeGreaterThanOrEqualTo(cards);
        assertThat(book.problems())
                .allSatisfy(problem -> assertThat(problem.reason()).isEqualTo("no phone number"));
    }

    @ParameterizedTest
    @CsvSource({"alice.vcf,DE,0.06", "bob.vcf,GB,0.06", "carol.vcf,US,0.06"})
    void haveDuplicatesNumbersThatAreNoneAndMostlyValidOnes(String file, String region, double mostInvalid)
            throws IOException {
        var canonical =
                read(file).addresses().stream().map(a -> canonical(a, region)).toList();

        long invalid = canonical.stream().filter(Optional::isEmpty).count();
        var valid = canonical.stream().flatMap(Optional::stream).toList();
        assertThat(invalid).isBetween(5L, Math.round(canonical.size() * mostInvalid));
        assertThat(valid.size() - new HashSet<>(valid).size()).isGreaterThan(5);
    }

    @Test
    void areTheSameBookAsVCardAndAsCsv() throws IOException {
        assertThat(read("carol.csv").addresses()).isEqualTo(read("carol.vcf").addresses());
    }

    @ParameterizedTest
    @CsvSource({
        "alice.vcf,DE,bob carol dave",
        "bob.vcf,GB,alice carol dave",
        "carol.vcf,US,alice bob",
        "dave.vcf,US,alice",
        "erin.csv,GB,dave"
    })
    void haveThePeopleOfTheDemoInTheRightBooks(String file, String region, String people) throws IOException {
        var found = read(file).addresses().stream()
                .flatMap(address -> canonical(address, region).stream())
                .map(ownerByNumber::get)
                .filter(java.util.Objects::nonNull)
                .map(Person::id)
                .collect(Collectors.toSet());

        assertThat(found).isEqualTo(Set.of(people.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE", "GB", "US", "AU", "SE", "FR"})
    void takeTheirNumbersFromRangesThatAreValid(String region) {
        var random = new Random(1);

        for (int i = 0; i < 500; i++) {
            var number = Ranges.of(region, random).e164();
            assertThat(canonical(number, "ZZ")).as(number).hasValue(number);
        }
    }

    @Test
    void spellEveryNumberSoThatItCanBeRead() {
        var number = Telephone.of("49", "0", "30", "23125", "001");

        for (int way = 0; way < 7; way++) {
            assertThat(canonical(Spelling.international(number, "GB", way), "GB"))
                    .hasValue("+493023125001");
            assertThat(canonical(Spelling.national(number, way), "DE")).hasValue("+493023125001");
        }
    }

    @Test
    void namePeopleWithValidNumbers() {
        assertThat(Person.ALL)
                .allSatisfy(person -> assertThat(canonical(person.number().e164(), person.region()))
                        .hasValue(person.number().e164()));
    }

    @Test
    void readNamesOfManyScripts() throws IOException {
        var names =
                read("bob.vcf").entries().stream().map(PhoneBook.Entry::name).toList();

        assertThat(names).anyMatch(name -> name.contains("太郎")).anyMatch(name -> name.contains("Łukasz"));
        assertThat(List.copyOf(names)).noneMatch(name -> name.contains("�"));
    }

    private static PhoneBook read(String file) throws IOException {
        return new PhoneBookReader().read(SAMPLES.resolve(file));
    }

    private Optional<String> canonical(String address, String region) {
        try {
            var number = numbers.parse(address, region);
            return numbers.isValidNumber(number)
                    ? Optional.of(numbers.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException none) {
            return Optional.empty();
        }
    }
}
