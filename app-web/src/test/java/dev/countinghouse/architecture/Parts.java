package dev.countinghouse.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Set;

/** What the code of a root package is made of: its parts are the packages right below it. */
final class Parts {

    private Parts() {}

    /** The part a class belongs to: {@code invoicing} for {@code root.invoicing.Invoice}; empty above all parts. */
    static String of(String root, JavaClass type) {
        String below = type.getPackageName()
                .substring(Math.min(root.length(), type.getPackageName().length()));
        return below.isEmpty() ? "" : below.substring(1).split("\\.", -1)[0];
    }

    /** The class that a nested or anonymous class stands in. */
    static JavaClass topLevel(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    /** Classes, with what is nested in them, whose name ends with one of these. */
    static DescribedPredicate<JavaClass> named(String... endings) {
        return DescribedPredicate.describe(
                "named *" + String.join(", *", endings),
                type -> Arrays.stream(endings)
                        .anyMatch(ending -> topLevel(type).getSimpleName().endsWith(ending)));
    }

    /** Exactly these classes, with what is nested in them. */
    static DescribedPredicate<JavaClass> oneOf(Set<String> simpleNames) {
        return DescribedPredicate.describe(
                "one of " + simpleNames.stream().sorted().toList(),
                type -> simpleNames.contains(topLevel(type).getSimpleName()));
    }

    /** Classes of parts of a root. */
    static DescribedPredicate<JavaClass> in(String root, String... parts) {
        Set<String> wanted = Set.of(parts);
        return DescribedPredicate.describe(
                "in " + Arrays.toString(parts),
                type -> type.getPackageName().startsWith(root) && wanted.contains(of(root, type)));
    }
}
