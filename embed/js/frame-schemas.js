// Made by build/frame.mjs from the engine's types.
export default {
 "from-host": {
  "$defs": {
   "Day": {
    "format": "date",
    "type": "string"
   },
   "ExportFormat": {
    "oneOf": [
     {
      "const": "file",
      "type": "string"
     },
     {
      "const": "workbook",
      "type": "string"
     },
     {
      "const": "assessment",
      "type": "string"
     }
    ]
   },
   "Language": {
    "oneOf": [
     {
      "const": "zh-CN",
      "type": "string"
     },
     {
      "const": "en",
      "type": "string"
     }
    ]
   },
   "Part": {
    "oneOf": [
     {
      "const": "start",
      "type": "string"
     },
     {
      "const": "interview",
      "type": "string"
     },
     {
      "const": "portfolio",
      "type": "string"
     },
     {
      "const": "report",
      "type": "string"
     },
     {
      "const": "value",
      "type": "string"
     },
     {
      "const": "what-if",
      "type": "string"
     },
     {
      "const": "compare",
      "type": "string"
     },
     {
      "const": "star",
      "type": "string"
     },
     {
      "const": "readers",
      "type": "string"
     },
     {
      "const": "print",
      "type": "string"
     },
     {
      "const": "rules",
      "type": "string"
     },
     {
      "const": "files",
      "type": "string"
     }
    ]
   },
   "Theme": {
    "oneOf": [
     {
      "const": "auto",
      "type": "string"
     },
     {
      "const": "light",
      "type": "string"
     },
     {
      "const": "dark",
      "type": "string"
     }
    ]
   }
  },
  "oneOf": [
   {
    "additionalProperties": false,
    "properties": {
     "autosave": {
      "type": "boolean"
     },
     "closable": {
      "type": "boolean"
     },
     "hidden": {
      "items": {
       "$ref": "#/$defs/Part"
      },
      "type": "array"
     },
     "language": {
      "anyOf": [
       {
        "$ref": "#/$defs/Language"
       },
       {
        "type": "null"
       }
      ]
     },
     "protocol": {
      "const": 1
     },
     "readOnly": {
      "type": "boolean"
     },
     "request": {
      "maxLength": 64,
      "type": [
       "string",
       "null"
      ]
     },
     "results": {
      "type": "boolean"
     },
     "rules": {
      "type": [
       "string",
       "null"
      ]
     },
     "theme": {
      "$ref": "#/$defs/Theme"
     },
     "type": {
      "const": "iphc:configure"
     }
    },
    "required": [
     "type",
     "protocol"
    ],
    "type": "object"
   },
   {
    "additionalProperties": false,
    "properties": {
     "asOf": {
      "anyOf": [
       {
        "$ref": "#/$defs/Day"
       },
       {
        "type": "null"
       }
      ]
     },
     "file": {
      "type": "string"
     },
     "protocol": {
      "const": 1
     },
     "request": {
      "maxLength": 64,
      "type": [
       "string",
       "null"
      ]
     },
     "show": {
      "anyOf": [
       {
        "$ref": "#/$defs/Part"
       },
       {
        "type": "null"
       }
      ]
     },
     "type": {
      "const": "iphc:load"
     }
    },
    "required": [
     "file",
     "type",
     "protocol"
    ],
    "type": "object"
   },
   {
    "additionalProperties": false,
    "properties": {
     "protocol": {
      "const": 1
     },
     "request": {
      "maxLength": 64,
      "type": [
       "string",
       "null"
      ]
     },
     "type": {
      "const": "iphc:save"
     }
    },
    "required": [
     "type",
     "protocol"
    ],
    "type": "object"
   },
   {
    "additionalProperties": false,
    "properties": {
     "format": {
      "$ref": "#/$defs/ExportFormat"
     },
     "protocol": {
      "const": 1
     },
     "request": {
      "maxLength": 64,
      "type": [
       "string",
       "null"
      ]
     },
     "type": {
      "const": "iphc:export"
     }
    },
    "required": [
     "format",
     "type",
     "protocol"
    ],
    "type": "object"
   }
  ]
 },
 "from-page": {
  "$defs": {
   "Capability": {
    "oneOf": [
     {
      "const": "rules",
      "type": "string"
     },
     {
      "const": "hidden",
      "type": "string"
     },
     {
      "const": "read-only",
      "type": "string"
     },
     {
      "const": "autosave",
      "type": "string"
     },
     {
      "const": "results",
      "type": "string"
     },
     {
      "const": "workbook",
      "type": "string"
     },
     {
      "const": "assessment",
      "type": "string"
     }
    ]
   },
   "Channel": {
    "oneOf": [
     {
      "const": "PL",
      "type": "string"
     },
     {
      "const": "CC",
      "type": "string"
     },
     {
      "const": "XC",
      "type": "string"
     },
     {
      "const": "LR",
      "type": "string"
     },
     {
      "const": "IN",
      "type": "string"
     },
     {
      "const": "EQ",
      "type": "string"
     },
     {
      "const": "LS",
      "type": "string"
     },
     {
      "const": "AB",
      "type": "string"
     },
     {
      "const": "TR",
      "type": "string"
     },
     {
      "const": "WL",
      "type": "string"
     },
     {
      "const": "SL",
      "type": "string"
     },
     {
      "const": "PO",
      "type": "string"
     }
    ]
   },
   "ChannelOutcome": {
    "additionalProperties": false,
    "properties": {
     "amount": {
      "anyOf": [
       {
        "$ref": "#/$defs/OutcomeRange"
       },
       {
        "type": "null"
       }
      ]
     },
     "channel": {
      "$ref": "#/$defs/Channel"
     },
     "cost": {
      "type": [
       "number",
       "null"
      ]
     },
     "rank": {
      "minimum": 0,
      "type": [
       "integer",
       "null"
      ]
     },
     "verdict": {
      "$ref": "#/$defs/Verdict"
     }
    },
    "required": [
     "channel",
     "verdict"
    ],
    "type": "object"
   },
   "Day": {
    "format": "date",
    "type": "string"
   },
   "Dimension": {
    "oneOf": [
     {
      "const": "legal-strength",
      "type": "string"
     },
     {
      "const": "technology",
      "type": "string"
     },
     {
      "const": "market-use",
      "type": "string"
     },
     {
      "const": "clear-title",
      "type": "string"
     },
     {
      "const": "management",
      "type": "string"
     },
     {
      "const": "risk-protection",
      "type": "string"
     }
    ]
   },
   "DimensionOutcome": {
    "additionalProperties": false,
    "properties": {
     "dimension": {
      "$ref": "#/$defs/Dimension"
     },
     "score": {
      "type": [
       "number",
       "null"
      ]
     }
    },
    "required": [
     "dimension"
    ],
    "type": "object"
   },
   "Ending": {
    "oneOf": [
     {
      "const": "saved",
      "type": "string"
     },
     {
      "const": "unsaved",
      "type": "string"
     }
    ]
   },
   "ExportFormat": {
    "oneOf": [
     {
      "const": "file",
      "type": "string"
     },
     {
      "const": "workbook",
      "type": "string"
     },
     {
      "const": "assessment",
      "type": "string"
     }
    ]
   },
   "Grade": {
    "oneOf": [
     {
      "const": "A",
      "type": "string"
     },
     {
      "const": "B",
      "type": "string"
     },
     {
      "const": "C",
      "type": "string"
     },
     {
      "const": "D",
      "type": "string"
     },
     {
      "const": "E",
      "type": "string"
     },
     {
      "const": "E-void",
      "type": "string"
     }
    ]
   },
   "OutcomeRange": {
    "additionalProperties": false,
    "properties": {
     "high": {
      "type": "number"
     },
     "low": {
      "type": "number"
     },
     "middle": {
      "type": "number"
     }
    },
    "required": [
     "low",
     "middle",
     "high"
    ],
    "type": "object"
   },
   "PackName": {
    "properties": {
     "id": {
      "type": "string"
     },
     "version": {
      "type": "string"
     }
    },
    "required": [
     "id",
     "version"
    ],
    "type": "object"
   },
   "StarOutcome": {
    "additionalProperties": false,
    "properties": {
     "score": {
      "type": "number"
     },
     "status": {
      "$ref": "#/$defs/Status"
     }
    },
    "required": [
     "status",
     "score"
    ],
    "type": "object"
   },
   "Status": {
    "oneOf": [
     {
      "const": "NOT_ELIGIBLE",
      "type": "string"
     },
     {
      "const": "BLOCKED",
      "type": "string"
     },
     {
      "const": "GAP",
      "type": "string"
     },
     {
      "const": "NEAR",
      "type": "string"
     },
     {
      "const": "READY",
      "type": "string"
     }
    ]
   },
   "Verdict": {
    "oneOf": [
     {
      "const": "available",
      "type": "string"
     },
     {
      "const": "needs-waiver",
      "type": "string"
     },
     {
      "const": "needs-data",
      "type": "string"
     },
     {
      "const": "experimental",
      "type": "string"
     },
     {
      "const": "too-slow",
      "type": "string"
     },
     {
      "const": "blocked",
      "type": "string"
     }
    ]
   }
  },
  "oneOf": [
   {
    "additionalProperties": false,
    "properties": {
     "capabilities": {
      "items": {
       "$ref": "#/$defs/Capability"
      },
      "type": "array"
     },
     "protocol": {
      "const": 1
     },
     "type": {
      "const": "iphc:ready"
     },
     "version": {
      "type": "string"
     }
    },
    "required": [
     "version",
     "capabilities",
     "type",
     "protocol"
    ],
    "type": "object"
   },
   {
    "additionalProperties": false,
    "properties": {
     "dirty": {
      "type": "boolean"
     },
     "hash": {
      "type": "string"
     },
     "protocol": {
      "const": 1
     },
     "request": {
      "type": [
       "string",
       "null"
      ]
     },
     "type": {
      "const": "iphc:change"
     }
    },
    "required": [
     "dirty",
     "hash",
     "type",
     "protocol"
    ],
    "type": "object"
   },
   {
    "additionalProperties": false,
    "properties": {
     "file": {
      "type": "string"
     },
     "hash": {
      "type": "string"
     },
     "protocol": {
      "const": 1
     },
     "type": {
      "const": "iphc:autosave"
     }
    },
    "required": [
     "file",
     "hash",
     "type",
     "protocol"
    ],
    "type": "object"
   },
   {
    "additionalProperties": false,
    "properties": {
     "file": {
      "type": "string"
     },
     "hash": {
      "type": "string"
     },
     "protocol": {
      "const": 1
     },
     "request": {
      "type": [
       "string",
       "null"
      ]
     },
     "type": {
      "const": "iphc:save"
     }
    },
    "required": [
     "file",
     "hash",
     "type",
     "protocol"
    ],
    "type": "object"
   },
   {
    "additionalProperties": false,
    "properties": {
     "asOf": {
      "$ref": "#/$defs/Day"
     },
     "channels": {
      "items": {
       "$ref": "#/$defs/ChannelOutcome"
      },
      "type": "array"
     },
     "completeness": {
      "type": "number"
     },
     "dimensions": {
      "items": {
       "$ref": "#/$defs/DimensionOutcome"
      },
      "type": "array"
     },
     "grade": {
      "anyOf": [
       {
        "$ref": "#/$defs/Grade"
       },
       {
        "type": "null"
       }
      ]
     },
     "hash": {
      "type": "string"
     },
     "protocol": {
      "const": 1
     },
     "rules": {
      "$ref": "#/$defs/PackName"
     },
     "score": {
      "type": [
       "number",
       "null"
      ]
     },
     "star": {
      "$ref": "#/$defs/StarOutcome"
     },
     "type": {
      "const": "iphc:result"
     },
     "value": {
      "anyOf": [
       {
        "$ref": "#/$defs/OutcomeRange"
       },
       {
        "type": "null"
       }
      ]
     }
    },
    "required": [
     "hash",
     "asOf",
     "rules",
     "completeness",
     "dimensions",
     "channels",
     "star",
     "type",
     "protocol"
    ],
    "type": "object"
   },
   {
    "additionalProperties": false,
    "properties": {
     "bytes": {
      "contentEncoding": "base64",
      "type": "string"
     },
     "format": {
      "$ref": "#/$defs/ExportFormat"
     },
     "mediaType": {
      "type": "string"
     },
     "name": {
      "type": "string"
     },
     "protocol": {
      "const": 1
     },
     "request": {
      "type": [
       "string",
       "null"
      ]
     },
     "type": {
      "const": "iphc:export"
     }
    },
    "required": [
     "format",
     "name",
     "mediaType",
     "bytes",
     "type",
     "protocol"
    ],
    "type": "object"
   },
   {
    "additionalProperties": false,
    "properties": {
     "protocol": {
      "const": 1
     },
     "reason": {
      "$ref": "#/$defs/Ending"
     },
     "type": {
      "const": "iphc:exit"
     }
    },
    "required": [
     "reason",
     "type",
     "protocol"
    ],
    "type": "object"
   },
   {
    "additionalProperties": false,
    "properties": {
     "height": {
      "minimum": 0,
      "type": "integer"
     },
     "protocol": {
      "const": 1
     },
     "type": {
      "const": "iphc:resize"
     }
    },
    "required": [
     "height",
     "type",
     "protocol"
    ],
    "type": "object"
   },
   {
    "additionalProperties": false,
    "properties": {
     "code": {
      "type": "string"
     },
     "field": {
      "type": [
       "string",
       "null"
      ]
     },
     "message": {
      "type": "string"
     },
     "protocol": {
      "const": 1
     },
     "request": {
      "type": [
       "string",
       "null"
      ]
     },
     "type": {
      "const": "iphc:error"
     }
    },
    "required": [
     "code",
     "message",
     "type",
     "protocol"
    ],
    "type": "object"
   }
  ]
 }
};
