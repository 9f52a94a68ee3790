using System.Text;
using System.Text.Json;
using CsCheck;
using Harness.Tests.Images;

namespace Harness.Tests.Cli;

/// <summary>A use of a command with hostile names wherever one can be: the same seed makes the same.</summary>
/// <param name="seed">Where chance begins.</param>
/// <param name="scratch">The folder for its files.</param>
internal sealed class HostileUse(int seed, Scratch scratch)
{
    private static readonly string[] Formats = ["table", "json", "markdown", "junit", "sarif", "mermaid", "dot"];
    private static readonly string[] AccessFormats = ["table", "json", "mermaid", "dot"];
    private readonly Random _random = new(seed);
    private readonly PCG _chance = new((uint)seed, 1);

    /// <summary>How many names it has so far.</summary>
    public int Names { get; private set; }

    /// <summary>Writes the files, and says what to call.</summary>
    public string[] Write()
    {
        var (before, after) = (scratch.Write("before.json", Manifests()), scratch.Write("after.json", Manifests()));
        string[] files = ["--manifests", before];
        return _random.Next(12) switch
        {
            0 or 1 => ["who-can", "get", $"services/proxy/{Argument()}", "-n", "shop", "--output", Pick(AccessFormats), .. files],
            2 => ["who-can", "get", $"/{Argument()}", "--output", Pick(AccessFormats), .. files],
            3 or 4 =>
                ["explain", Subject(), "GET", Call(), "--output", Pick(AccessFormats), .. Groups(), .. files],
            5 or 6 => ["diff", "--from", before, "--to", after, "--output", Pick("table", "json", "markdown")],
            7 => ["generate", "--policy", Policy()],
            8 => ["validate", "--policy", Policy(), .. Folder(), "--output", Pick(Formats)],
            9 => ["validate", "--policy", Policy(), .. files, "--output", Pick(Formats), "--verbose"],
            _ => ["validate", "--policy", Policy(), .. files, "--output", Pick(Formats)],
        };
    }

    private string Call() => $"/api/v1/namespaces/shop/services/{Uri.EscapeDataString(Name())}/proxy/";

    private string Subject() => Pick("user:", "group:", "") + Argument();

    private string[] Groups() => _random.Next(2) == 0 ? [] : ["--as-group", Argument()];

    /// <summary>A folder with files of hostile names, some of them left out.</summary>
    private string[] Folder()
    {
        var folder = scratch[$"f{seed}"];
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, FileName()), Manifests());
        File.WriteAllText(Path.Combine(folder, FileName()), Pick("a: 1", "[1]", "a: [", "\u001b"));
        return ["--manifests", folder, "--exclude", Argument().Trim('/') is { Length: > 0 } glob ? glob : "a"];
    }

    private string FileName() => new string([.. Name().Where(c => c is not ('/' or '\0') && !char.IsSurrogate(c)).Take(50)]) + ".yaml";

    private string Argument() => Name().Replace("\0", "", StringComparison.Ordinal) is { Length: > 0 } text ? text : "a";

    private string Policy() => scratch.Write("policy.json", Json(new
    {
        apiVersion = "harness/v1",
        kind = "AccessPolicy",
        metadata = new { name = Name() },
        spec = new
        {
            scope = new { namespaces = (string[])["shop"] },
            consumers = new object[]
            {
                new
                {
                    name = _random.Next(9) == 0 ? Name() : "consumer",
                    subject = new { kind = "User", name = Name() },
                    allow = new object[]
                    {
                        new { resource = "services/proxy", names = (string[])[Name(), "hello-app"], verbs = (string[])["get"] },
                    },
                },
            },
            ignore = new object[] { new { group = Name(), reason = Name() } },
            suppressions = new object[]
            {
                new { finding = Pick("HR101", Name()), on = Name(), reason = Name(), expires = Pick("2999-01-01", "2020-01-01") },
            },
        },
    }));

    private string Manifests()
    {
        var role = RoleName();
        var objects = new List<object>
        {
            new
            {
                apiVersion = "rbac.authorization.k8s.io/v1",
                kind = Pick("Role", "ClusterRole"),
                metadata = new { name = role, @namespace = "shop", labels = Labels() },
                rules = new object[]
                {
                    Rule(["", Name()], ["services/proxy", Name()], [], ["get", Name()]),
                    Rule([""], ["services/proxy"], [Name()], ["get"]),
                },
            },
            new
            {
                apiVersion = "rbac.authorization.k8s.io/v1",
                kind = "RoleBinding",
                metadata = new { name = RoleName(), @namespace = "shop" },
                roleRef = new { kind = Pick("Role", "ClusterRole"), name = _random.Next(3) == 0 ? RoleName() : role },
                subjects = new object[] { new { kind = "User", name = Name() }, new { kind = "Group", name = Name() } },
            },
        };
        if (_random.Next(2) == 0)
            objects.Add(new { apiVersion = "example.com/v1", kind = Name(), metadata = new { name = Name() } });
        if (_random.Next(8) == 0)
            objects.Add(new { apiVersion = "v1", kind = "Service", metadata = new { name = "a", @namespace = Name() } });
        if (_random.Next(8) == 0)
            objects.Add(new Dictionary<string, string> { ["apiVersion"] = "rbac.authorization.k8s.io/v1", ["kind"] = Name() });
        return Json(new { apiVersion = "v1", kind = "List", items = objects });
    }

    /// <summary>Mostly some that the API server takes: it refuses an object with any other.</summary>
    private Dictionary<string, string> Labels() => _random.Next(8) == 0 ? new() { [Name()] = Name() } : new() { ["a"] = "b" };

    private static object Rule(string[] apiGroups, string[] resources, string[] resourceNames, string[] verbs) =>
        new { apiGroups, resources, resourceNames, verbs };

    /// <summary>Roles and bindings are called anything without a slash and a percent sign.</summary>
    private string RoleName() =>
        Name().Replace("/", "", StringComparison.Ordinal).Replace("%", "", StringComparison.Ordinal) is { Length: > 0 } name ? name : "a";

    private string Name()
    {
        Names++;
        return HostileNames.Name.Generate(_chance, null, out _) is { Length: > 0 } name ? name : "a";
    }

    private string Pick(params string[] words) => words[_random.Next(words.Length)];

    /// <summary>Half characters, which no JSON has, are replaced.</summary>
    private static string Json(object value) => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(value));
}
