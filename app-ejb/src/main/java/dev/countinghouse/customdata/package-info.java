/** Metadata of resources. Owns: the table {@code custom_data}. */
package dev.countinghouse.customdata;
