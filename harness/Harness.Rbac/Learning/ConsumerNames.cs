using System.Globalization;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Learning;

/// <summary>Names for callers in a policy: short where they can be, and none twice.</summary>
internal sealed class ConsumerNames
{
    private const int Longest = 50;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>A name for a subject that has none yet.</summary>
    public string Of(RbacSubject subject)
    {
        var plain = Label(subject.Name);
        var whole = subject.Namespace is null ? plain : Label($"{subject.Namespace}-{subject.Name}");
        foreach (var name in (string[])[plain, whole])
        {
            if (_taken.Add(name))
                return name;
        }

        for (var i = 2; ; i++)
        {
            var numbered = string.Create(CultureInfo.InvariantCulture, $"{whole}-{i}");
            if (_taken.Add(numbered))
                return numbered;
        }
    }

    private static string Label(string name)
    {
        var letters = name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').Take(Longest).ToArray();
        var label = new string(letters).Trim('-');
        return KubernetesName.IsLabel(label) ? label : "consumer";
    }
}
