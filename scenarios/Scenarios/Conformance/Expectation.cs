using Harness.Rbac.Objects;

namespace Harness.Scenarios.Conformance;

/// <summary>What a case should show, in the words of its observations; by version where Kubernetes' versions differ.</summary>
public sealed record Expectation
{
    private readonly IReadOnlyList<(Version Since, string[] Texts)> _byVersion;

    private Expectation(IReadOnlyList<(Version Since, string[] Texts)> byVersion) => _byVersion = byVersion;

    /// <summary>The same on every version, unless something is added.</summary>
    public static implicit operator Expectation(string always) => new([(new Version(0, 0), [always])]);

    /// <summary>Adds what holds since a change; where older versions got it in a patch release, either text is right on them.</summary>
    public Expectation Since(KubernetesChange change, string text)
    {
        var before = _byVersion[^1].Texts;
        return change.BackportedTo is { } backported
            ? new([.. _byVersion, (backported, [.. before, text]), (change.Since, [text])])
            : new([.. _byVersion, (change.Since, [text])]);
    }

    /// <summary>What holds on a version: one text, or several equally good ones.</summary>
    public IReadOnlyList<string> On(Version version) => _byVersion.Last(entry => entry.Since <= version).Texts;
}
