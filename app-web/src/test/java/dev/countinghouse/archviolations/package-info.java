/** Classes that break the rules of the architecture on purpose, each package one rule: proof that the rules can fail. */
package dev.countinghouse.archviolations;
