using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Json.Schema;

namespace Harness.Reports.Tests;

/// <summary>Holds documents against the schemas in the folder beside this file.</summary>
internal static class Schemas
{
    /// <summary>Lines of what is wrong with a JUnit file; none where it is valid.</summary>
    public static IReadOnlyList<string> Junit(string xml)
    {
        var schemas = new XmlSchemaSet();
        using (var reader = XmlReader.Create(PathOf("junit.xsd")))
            schemas.Add("", reader);
        List<string> wrong = [];
        XDocument.Parse(xml).Validate(schemas, (_, e) => wrong.Add(e.Message));
        return wrong;
    }

    /// <summary>What is wrong with a SARIF file, by place.</summary>
    public static IReadOnlyList<string> Sarif(string json)
    {
        var schema = JsonSchema.FromText(File.ReadAllText(PathOf("sarif-2.1.0.schema.json")));
        var options = new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true };
        using var document = JsonDocument.Parse(json);
        var result = schema.Evaluate(document.RootElement, options);
        return result.IsValid ? [] :
        [
            .. (result.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail =>
                detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")),
        ];
    }

    private static string PathOf(string file) =>
        Path.Combine(RepositoryRoot.Find(), "reports", "Reports.Tests", "Schemas", file);
}
