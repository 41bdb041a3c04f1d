/** JSON as we read and write it, on the wire and in the database. */
package dev.countinghouse.json;
