namespace Harness.Scenarios.Conformance;

/// <summary>What a case should show, in the words in which it is observed; where Kubernetes' versions differ, by version.</summary>
public sealed record Expectation
{
    private readonly IReadOnlyList<(Version Since, string[] Texts)> _byVersion;

    private Expectation(IReadOnlyList<(Version Since, string[] Texts)> byVersion) => _byVersion = byVersion;

    /// <summary>The same on every version, as far as nothing is added.</summary>
    public static implicit operator Expectation(string always) => new([(new Version(0, 0), [always])]);

    /// <summary>Adds what holds from a version on; several texts where patch releases of one minor version differ.</summary>
    public Expectation Since(int major, int minor, params string[] texts) => new([.. _byVersion, (new Version(major, minor), texts)]);

    /// <summary>What holds on a version: one text, or each that is as good.</summary>
    public IReadOnlyList<string> On(Version version) => _byVersion.Last(entry => entry.Since <= version).Texts;
}
