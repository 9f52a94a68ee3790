using System.Text.Json.Serialization;
using HelloApp.Calling;
using HelloApp.Endpoints;
using HelloApp.Load;

namespace HelloApp;

/// <summary>Generated at compile time: native AOT has no reflection to serialise with.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BodyDigest))]
[JsonSerializable(typeof(CallResult))]
[JsonSerializable(typeof(EchoedRequest))]
[JsonSerializable(typeof(ErrorReply))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(LoadResult))]
internal sealed partial class HelloJson : JsonSerializerContext;

/// <summary>Body of an answer that is an error.</summary>
/// <param name="Error">What went wrong, for people.</param>
internal sealed record ErrorReply(string Error);
