namespace Harness.Scenarios.Conformance;

/// <summary>What a case should show, in the words of its observations; by version where Kubernetes' versions differ.</summary>
public sealed record Expectation
{
    private readonly IReadOnlyList<(Version Since, string[] Texts)> _byVersion;

    private Expectation(IReadOnlyList<(Version Since, string[] Texts)> byVersion) => _byVersion = byVersion;

    /// <summary>The same on every version, unless something is added.</summary>
    public static implicit operator Expectation(string always) => new([(new Version(0, 0), [always])]);

    /// <summary>Adds what holds from a version on; several texts where patch releases of one minor version differ.</summary>
    public Expectation Since(int major, int minor, params string[] texts) => new([.. _byVersion, (new Version(major, minor), texts)]);

    /// <summary>What holds on a version: one text, or several equally good ones.</summary>
    public IReadOnlyList<string> On(Version version) => _byVersion.Last(entry => entry.Since <= version).Texts;
}
