package io.qingting.kernel;

/**
 * A sum and the number of values in it; the reader divides. A count of 0 is "no data".
 *
 * @param sum in the unit that the field's name says
 * @param count 0 or more
 */
public record Mean(double sum, long count) {
    public static final Mean NONE = new Mean(0, 0);

    public Mean plus(Mean other) {
        return new Mean(sum + other.sum, count + other.count);
    }
}
