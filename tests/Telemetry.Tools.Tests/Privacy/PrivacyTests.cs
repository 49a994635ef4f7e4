using System.Security.Cryptography;
using System.Text;
using Telemetry.Tools.Tests.Json;
using Telemetry.Tools.Tests.Records;

namespace Telemetry.Tools.Tests.Privacy;

[TestClass]
public sealed class PrivacyTests
{
    private const string Raw = "s3cret value";

    private static readonly byte[] KeyBytes = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static Everything Event => new Samples(31).Everything() with { Plain = Raw, PlainN = Raw, Keyed = Raw, KeyedN = Raw, KeyedO = Raw, Secret = Raw, Text = "t" };

    [TestMethod]
    public void TheRawValueHasNoWayIntoBytesOrText()
    {
        foreach (var key in new[] { null, new PrivacyKey(KeyBytes) })
        {
            Line.Write(Event, key).ShouldNotContain(Raw);
            Line.WriteRow(Event, key).ShouldNotContain(Raw);
        }

        Event.ToString().ShouldNotContain(Raw);
    }

    [TestMethod]
    public void APlainHashIsTheSha256OfTheUtf8Text()
    {
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Raw)));
        Event.PlainHash.ToString().ShouldBe(expected);
        Line.Write(Event).ShouldContain($"\"plain_hash\":\"{expected}\",\"plain_n_hash\":\"{expected}\"");
    }

    [TestMethod]
    public void AKeyedHashIsTheHmacUnderTheStoresKey()
    {
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(KeyBytes, Encoding.UTF8.GetBytes(Raw)));
        Line.Write(Event, new PrivacyKey(KeyBytes)).ShouldContain($"\"keyed\":\"{expected}\",\"keyed_n\":\"{expected}\",\"keyed_o\":\"{expected}\"");
    }

    [TestMethod]
    public void WithoutAKeyAKeyedFieldIsNullAndStillReadable()
    {
        var line = Line.Write(Event);
        line.ShouldContain("\"keyed\":null,\"keyed_n\":null,\"keyed_o\":null");
        Line.Read<Everything>(line).KeyedHash.ShouldBeNull();
    }

    [TestMethod]
    public void AReadEventKeepsItsDigestsWhenWrittenAgain()
    {
        var line = Line.Write(Event, new PrivacyKey(KeyBytes));
        var read = Line.Read<Everything>(line);
        read.KeyedHash.ShouldBe(new PrivacyKey(KeyBytes).Hash(Raw));
        Line.Write(read, PrivacyKey.Create()).ShouldBe(line);
    }

    [TestMethod]
    public void ANullableHashCanBeTakenBack()
    {
        var value = Event with { PlainN = null, KeyedN = null };
        value.PlainNHash.ShouldBeNull();
        Line.Write(value, new PrivacyKey(KeyBytes)).ShouldContain("\"keyed_n\":null");
    }

    [TestMethod]
    public void HashesOfManyValuesByManyThreadsAreRight()
    {
        var key = new PrivacyKey(KeyBytes);
        Parallel.For(0, 20_000, i =>
        {
            var value = i % 5 == 0 ? new string('ü', 200 + (i % 400)) : $"user {i % 3000}";
            key.Hash(value).ToString().ShouldBe(Convert.ToHexStringLower(HMACSHA256.HashData(KeyBytes, Encoding.UTF8.GetBytes(value))));
        });
    }

    [TestMethod]
    public void NewKeysDiffer() => PrivacyKey.Create().Hash("a").ShouldNotBe(PrivacyKey.Create().Hash("a"));

    [TestMethod]
    public void AKeyHas32Bytes() => Should.Throw<ArgumentException>(() => new PrivacyKey(new byte[31]));

    [TestMethod]
    public void DigestsAreReadInEitherCaseAndNothingElseIs()
    {
        var digest = Sha256.Of("x");
        Sha256.TryParse(digest.ToString(), out var lower).ShouldBeTrue();
        Sha256.TryParse(digest.ToString().ToUpperInvariant(), out var upper).ShouldBeTrue();
        (lower, upper).ShouldBe((digest, digest));
        foreach (var bad in new[] { null, "", new string('0', 63), new string('0', 65), new string('g', 64), "/" + new string('0', 63), ":" + new string('0', 63), "@" + new string('0', 63), "`" + new string('0', 63), "ü" + new string('0', 63), new string('０', 64) })
        {
            Sha256.TryParse(bad, out _).ShouldBeFalse(bad);
        }
    }

    [TestMethod]
    public void EveryByteOfADigestIsWrittenAndRead()
    {
        for (var i = 0; i < 256; i++)
        {
            var bytes = Enumerable.Range(0, 32).Select(at => (byte)(i + (at * 7))).ToArray();
            var writer = new LineWriter([]);
            writer.Digest(default, new Sha256(bytes));
            Encoding.UTF8.GetString(writer.Written).ShouldBe($"\"{Convert.ToHexStringLower(bytes)}\"");
        }
    }
}
