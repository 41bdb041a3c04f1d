/** Time. Owns: real time and the tenant's clock. Holds always: product code asks a clock that was injected. */
package dev.countinghouse.clock;
