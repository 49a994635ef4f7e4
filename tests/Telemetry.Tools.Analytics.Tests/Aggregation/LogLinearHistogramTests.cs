namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class LogLinearHistogramTests
{
    [TestMethod]
    public void BucketsFollowOneAnotherWithoutGapsOrOverlaps()
    {
        for (var bucket = 0; bucket < 1800; bucket++)
        {
            var low = LogLinearHistogram.LowerBound(bucket);
            LogLinearHistogram.BucketOf(low).ShouldBe(bucket);
            LogLinearHistogram.BucketOf(LogLinearHistogram.LowerBound(bucket + 1) - 1).ShouldBe(bucket);
            LogLinearHistogram.BucketOf(LogLinearHistogram.Midpoint(bucket)).ShouldBe(bucket);
        }
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(63L)]
    [DataRow(64L)]
    [DataRow(1337L)]
    [DataRow(999_999_937L)]
    [DataRow(long.MaxValue)]
    [DataRow(-1337L)]
    [DataRow(long.MinValue)]
    public void TheMiddleOfABucketIsAtMost16PerMilleOff(long value)
    {
        var middle = LogLinearHistogram.Midpoint(LogLinearHistogram.BucketOf(value));
        Math.Abs((double)middle - value).ShouldBeLessThanOrEqualTo(Math.Abs((double)value) * 0.016);
    }

    [TestMethod]
    public void MergedHistogramsAnswerAsOne()
    {
        var random = new Random(3);
        LogLinearHistogram whole = new(), left = new(), right = new();
        for (var i = 0; i < 10_000; i++)
        {
            var value = (long)Math.Exp(random.NextDouble() * 40) * (random.Next(10) == 0 ? -1 : 1);
            whole.Add(value);
            (i % 3 == 0 ? left : right).Add(value);
        }

        left.Merge(right);
        left.Count.ShouldBe(10_000);
        foreach (var percent in (int[])[1, 50, 95, 99, 100]) left.Percentile(percent).ShouldBe(whole.Percentile(percent));
    }

    [TestMethod]
    public void TheRankIsTheNearest()
    {
        var histogram = new LogLinearHistogram();
        foreach (var value in (long[])[1, 2, 3, 4]) histogram.Add(value);
        histogram.Percentile(50).ShouldBe(2);
        histogram.Percentile(75).ShouldBe(3);
        histogram.Percentile(76).ShouldBe(4);
        new LogLinearHistogram().Percentile(50).ShouldBeNull();
    }

    [TestMethod]
    public void ACountBeyondTwoBytesIsKept()
    {
        LogLinearHistogram one = new(), other = new();
        for (var i = 0; i < 70_000; i++) one.Add(3);
        for (var i = 0; i < 140_000; i++) other.AddOne(LogLinearHistogram.BucketOf(i % 2 == 0 ? 3 : 90_000));
        other.Merge(one);
        other.Buckets().Select(pair => pair.Count).ShouldBe([140_000, 70_000]);
    }
}
