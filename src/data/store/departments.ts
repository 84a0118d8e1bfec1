/** `English|中文`, split by `localized`. */
export interface Department {
  readonly name: string;
  readonly brands: readonly string[];
  /** Where a category has none of its own. */
  readonly variants: readonly string[];
  readonly categories: readonly Category[];
}

export type Category = readonly [
  name: string,
  /** Typical, in yuan. */
  price: number,
  nouns: readonly string[],
  /** What sets one product apart from another; put before the noun. */
  features: readonly string[],
  variants?: readonly string[],
];

export function localized(text: string): { en: string; zh: string } {
  const [en = '', zh = ''] = text.split('|');
  return { en, zh };
}

/** The catalogue's vocabulary. Brands are invented. */
// prettier-ignore
export const departments: readonly Department[] = [
  {
    name: "Men's Clothing|男装",
    brands: ['Norwick|诺维克', 'Haldane|哈尔丹', 'Tidewear|潮岸', 'Ironleaf|铁叶', 'Bexley|贝克斯'],
    variants: ['Black|黑色', 'White|白色', 'Navy|藏青色', 'Grey|灰色', 'Red|红色', 'Khaki|卡其色', 'Forest Green|墨绿色', 'Beige|米色'],
    categories: [
      ['Shirts & T-Shirts|衬衫与T恤', 99,
        ["Men's T-Shirt|男士T恤", "Men's Oxford Shirt|男士牛津衬衫", "Men's Polo Shirt|男士Polo衫", "Men's Henley|男士亨利领上衣"],
        ['Breathable|透气', 'Slim-Fit|修身', 'Cotton|纯棉', 'Quick-Dry|速干', 'Striped|条纹', 'Casual|休闲', 'Summer|夏季', 'Linen|亚麻']],
      ['Trousers|裤装', 159,
        ["Men's Chinos|男士斜纹裤", "Men's Jeans|男士牛仔裤", "Men's Joggers|男士束脚裤", "Men's Shorts|男士短裤"],
        ['Slim-Fit|修身', 'Straight-Leg|直筒', 'Stretch|弹力', 'Lightweight|轻薄', 'Business|商务', 'Drawstring|抽绳', 'Summer|夏季']],
      ['Jackets|外套', 329,
        ["Men's Windbreaker|男士风衣", "Men's Down Jacket|男士羽绒服", "Men's Bomber Jacket|男士飞行员夹克"],
        ['Windproof|防风', 'Waterproof|防水', 'Fleece-Lined|加绒', 'Hooded|连帽', 'Lightweight|轻薄', 'Winter|冬季', 'Casual|休闲']],
    ],
  },
  {
    name: "Women's Clothing|女装",
    brands: ['Lirelle|莉蕾', 'Mossbloom|苔花', 'Avelyn|艾芙琳', 'Soie & Co|素衣', 'Petaluna|花月'],
    variants: ['Black|黑色', 'White|白色', 'Navy|藏青色', 'Grey|灰色', 'Red|红色', 'Dusty Pink|豆沙粉', 'Apricot|杏色'],
    categories: [
      ['Dresses|连衣裙', 219,
        ['Midi Dress|中长款连衣裙', 'Wrap Dress|裹身裙', 'Slip Dress|吊带裙', 'Shirt Dress|衬衫裙'],
        ['Floral|碎花', 'High-Waist|高腰', 'Linen|亚麻', 'French-Style|法式', 'Chiffon|雪纺', 'Sleeveless|无袖', 'Polka-Dot|波点']],
      ['Tops|上衣', 119,
        ['Blouse|女士衬衫', 'Cardigan|开衫', 'Camisole|吊带衫', 'Pullover|套头衫'],
        ['Knitted|针织', 'Loose-Fit|宽松', 'Chiffon|雪纺', 'Lace|蕾丝', 'Cotton|纯棉', 'Cropped|短款', 'V-Neck|V领']],
      ['Skirts & Trousers|半裙与裤装', 149,
        ['Pleated Skirt|百褶裙', 'A-Line Skirt|A字裙', 'Wide-Leg Trousers|阔腿裤', 'Leggings|打底裤'],
        ['High-Waist|高腰', 'Loose-Fit|宽松', 'Knitted|针织', 'Office|通勤', 'Stretch|弹力', 'Linen|亚麻', 'Petite|小个子']],
    ],
  },
  {
    name: 'Shoes & Bags|鞋靴箱包',
    brands: ['Stridewell|步威', 'Corvan|科万', 'Pilgrim|行者', 'Oakhide|橡革', 'Zephyra|西风'],
    variants: ['Black|黑色', 'White|白色', 'Navy|藏青色', 'Grey|灰色', 'Red|红色', 'Khaki|卡其色', 'Forest Green|墨绿色', 'Beige|米色'],
    categories: [
      ['Sports Shoes|运动鞋', 299,
        ["Men's Running Shoes|男士跑步鞋", "Women's Running Shoes|女士跑步鞋", 'Basketball Shoes|篮球鞋', 'Trail Shoes|越野跑鞋'],
        ['Lightweight|轻便', 'Non-Slip|防滑', 'Cushioned|缓震', 'Breathable|透气', 'Mesh|网面', 'Summer|夏季', 'Wear-Resistant|耐磨']],
      ['Everyday Shoes|休闲鞋', 229,
        ['Loafers|乐福鞋', 'Sneakers|板鞋', 'Ankle Boots|短靴', 'Sandals|凉鞋'],
        ['Leather|真皮', 'Canvas|帆布', 'Soft-Sole|软底', 'Non-Slip|防滑', 'Retro|复古', 'Thick-Sole|厚底', 'Lightweight|轻便']],
      ['Bags|箱包', 189,
        ['Backpack|双肩包', 'Tote Bag|托特包', 'Crossbody Bag|斜挎包', 'Carry-On Suitcase|登机箱', 'Wallet|钱包'],
        ['Leather|真皮', 'Canvas|帆布', 'Waterproof|防水', 'Large-Capacity|大容量', 'Mini|迷你', 'Commuter|通勤', 'Anti-Theft|防盗']],
    ],
  },
  {
    name: 'Electronics|数码电器',
    brands: ['Voltana|沃塔纳', 'Auris|奥瑞斯', 'Kitefield|鸢野', 'Pixelane|像道', 'Nubrio|努比欧'],
    variants: ['Black|黑色', 'White|白色', 'Silver|银色', 'Space Grey|深空灰', 'Mint|薄荷绿'],
    categories: [
      ['Audio|影音', 269,
        ['Earbuds|真无线耳机', 'Over-Ear Headphones|头戴式耳机', 'Bluetooth Speaker|蓝牙音箱', 'Soundbar|回音壁'],
        ['Wireless|无线', 'Noise-Cancelling|降噪', 'Hi-Res|高解析', 'Mini|迷你', 'Gaming|电竞', 'Bass-Boost|重低音', 'Waterproof|防水']],
      ['Phone Accessories|手机配件', 69,
        ['Power Bank|移动电源', 'Charger|充电器', 'Phone Case|手机壳', 'Charging Cable|数据线', 'Phone Stand|手机支架'],
        ['Fast-Charging|快充', 'Mini|迷你', 'Magnetic|磁吸', 'USB-C|USB-C', 'Foldable|折叠', 'Drop-Proof|防摔', 'Travel|旅行']],
      ['Computer Peripherals|电脑外设', 179,
        ['Mechanical Keyboard|机械键盘', 'Mouse|鼠标', 'USB Hub|扩展坞', 'Webcam|摄像头', 'Laptop Stand|笔记本支架'],
        ['Wireless|无线', 'USB-C|USB-C', 'Silent|静音', 'Ergonomic|人体工学', 'Aluminium|铝合金', 'Gaming|电竞', 'Portable|便携']],
      ['Wearables|智能穿戴', 459,
        ['Smart Watch|智能手表', 'Fitness Band|运动手环', 'Body Scale|体脂秤'],
        ['Waterproof|防水', 'Bluetooth|蓝牙', 'GPS|GPS', 'Long-Battery|长续航', 'Lightweight|轻薄', 'Sports|运动']],
    ],
  },
  {
    name: 'Kitchen|厨房用品',
    brands: ['Copperpot|铜釜', 'Hearthlin|炉林', 'Saffra|莎芙', 'Wokmate|锅友'],
    variants: ['Small|小号', 'Medium|中号', 'Large|大号', 'Set of 3|三件套', 'Cream|奶油色', 'Sage|鼠尾草绿'],
    categories: [
      ['Cookware|锅具', 199,
        ['Frying Pan|煎锅', 'Wok|炒锅', 'Saucepan|奶锅', 'Steamer|蒸锅', 'Casserole|砂锅'],
        ['Stainless-Steel|不锈钢', 'Non-Stick|不粘', 'Cast-Iron|铸铁', 'Ceramic|陶瓷', 'Thick-Base|厚底', 'Induction-Ready|电磁炉适用', 'Lightweight|轻量']],
      ['Small Appliances|厨房小电', 289,
        ['Kettle|电热水壶', 'Rice Cooker|电饭煲', 'Blender|破壁机', 'Air Fryer|空气炸锅', 'Toaster|烤面包机'],
        ['Smart|智能', 'Quiet|静音', 'Fast-Heating|速热', 'Digital|数显', 'Glass|玻璃', 'Retro|复古', 'Multi-Function|多功能'],
        ['White|白色', 'Black|黑色', 'Cream|奶油色', 'Sage|鼠尾草绿', '1.5 L|1.5升', '3 L|3升']],
      ['Tableware|餐具', 59,
        ['Dinner Plate|餐盘', 'Soup Bowl|汤碗', 'Mug|马克杯', 'Chopsticks|筷子', 'Teapot|茶壶', 'Lunch Box|饭盒'],
        ['Ceramic|陶瓷', 'Bone-China|骨瓷', 'Bamboo|竹制', 'Glass|玻璃', 'Hand-Painted|手绘', 'Heat-Resistant|耐热', 'Stoneware|粗陶']],
    ],
  },
  {
    name: 'Home|家居',
    brands: ['Lunora|露诺拉', 'Fernhouse|蕨舍', 'Calmstead|静庐', 'Weft & Wick|经纬'],
    variants: ['Ivory|象牙白', 'Terracotta|陶土色', 'Slate Blue|灰蓝色', 'Oatmeal|燕麦色', 'Walnut|胡桃色', 'Moss|苔绿色'],
    categories: [
      ['Bedding|床上用品', 249,
        ['Duvet Cover Set|四件套', 'Pillow|枕头', 'Blanket|毛毯', 'Mattress Protector|床垫保护罩'],
        ['Cotton|纯棉', 'Washed-Cotton|水洗棉', 'Linen|亚麻', 'Silk|真丝', 'Winter|冬季', 'Cooling|凉感', 'Anti-Mite|防螨']],
      ['Lighting|灯具', 139,
        ['Table Lamp|台灯', 'Floor Lamp|落地灯', 'Night Light|小夜灯', 'String Lights|串灯'],
        ['Nordic|北欧风', 'Dimmable|可调光', 'LED|LED', 'Rechargeable|充电式', 'Minimalist|简约', 'Warm-White|暖白光', 'Rattan|藤编']],
      ['Decor|家饰', 79,
        ['Scented Candle|香薰蜡烛', 'Cushion Cover|抱枕套', 'Wall Clock|挂钟', 'Vase|花瓶', 'Picture Frame|相框'],
        ['Nordic|北欧风', 'Hand-Made|手工', 'Minimalist|简约', 'Vintage|复古', 'Ceramic|陶瓷', 'Boho|波西米亚', 'Modern|现代']],
      ['Storage|收纳', 65,
        ['Storage Box|收纳箱', 'Laundry Basket|洗衣篮', 'Shoe Rack|鞋架', 'Drawer Organiser|抽屉收纳盒'],
        ['Foldable|可折叠', 'Stackable|可叠放', 'Fabric|布艺', 'Rattan|藤编', 'Transparent|透明', 'Large-Capacity|大容量', 'Bamboo|竹制']],
    ],
  },
  {
    name: 'Beauty & Care|美妆个护',
    brands: ['Rosalune|玫月', 'Dewmere|露泽', 'Botanique No. 5|植语五号', 'Clarvia|净雅', 'Yunmei|云美'],
    variants: ['30 ml|30毫升', '50 ml|50毫升', '100 ml|100毫升', '200 ml|200毫升', 'Travel Size|旅行装', 'Twin Pack|两支装'],
    categories: [
      ['Skin Care|护肤', 149,
        ['Moisturiser|保湿霜', 'Serum|精华液', 'Facial Cleanser|洁面乳', 'Toner|爽肤水', 'Sheet Masks|面膜', 'Sunscreen SPF 50|防晒霜SPF50'],
        ['Hydrating|补水', 'Oil-Control|控油', 'Fragrance-Free|无香', 'Brightening|提亮', 'Amino-Acid|氨基酸', 'Sensitive-Skin|敏感肌', 'Hyaluronic|玻尿酸', 'Soothing|舒缓']],
      ['Make-Up|彩妆', 109,
        ['Lipstick|口红', 'Cushion Foundation|气垫粉底', 'Mascara|睫毛膏', 'Eyeshadow Palette|眼影盘'],
        ['Long-Lasting|持久', 'Matte|哑光', 'Waterproof|防水', 'Velvet|丝绒', 'Lightweight|轻薄', 'Natural|自然', 'Satin|缎光'],
        ['01 Rosewood|01玫瑰木色', '02 Coral|02珊瑚色', '03 Nude|03裸色', '04 Berry|04莓果色', '05 Cocoa|05可可色', 'Travel Size|旅行装']],
      ['Hair & Body|洗护', 59,
        ['Shampoo|洗发水', 'Conditioner|护发素', 'Body Wash|沐浴露', 'Hand Cream|护手霜', 'Toothpaste|牙膏'],
        ['Herbal|草本', 'Fragrance-Free|无香', 'Amino-Acid|氨基酸', 'Moisturising|滋润', 'Mint|薄荷', 'Lavender|薰衣草', 'Gentle|温和']],
    ],
  },
  {
    name: 'Food & Drink|食品饮料',
    brands: ['Misty Ridge|雾岭', 'Grainery|谷坊', 'Old Orchard|老果园', 'Sunhill|向阳坡', 'Teahorse|茶马'],
    variants: ['250 g|250克', '500 g|500克', '1 kg|1千克', 'Pack of 2|2件装', 'Pack of 6|6件装', 'Gift Box|礼盒装', 'Family Pack|家庭装'],
    categories: [
      ['Tea & Coffee|茶与咖啡', 88,
        ['Longjing Green Tea|龙井茶', "Pu'er Tea|普洱茶", 'Jasmine Tea|茉莉花茶', 'Coffee Beans|咖啡豆', 'Drip Coffee Bags|挂耳咖啡'],
        ['Organic|有机', 'First-Pick|明前', 'Aged|陈年', 'Hand-Picked|手采', 'Classic|经典', 'Premium|特级', 'Single-Origin|单一产地']],
      ['Snacks|休闲零食', 36,
        ['Mixed Nuts|混合坚果', 'Almonds|巴旦木', 'Dried Mango|芒果干', 'Beef Jerky|牛肉干', 'Rice Crackers|米饼', 'Dark Chocolate|黑巧克力'],
        ['Organic|有机', 'Low-Sugar|低糖', 'Roasted|烘焙', 'Freeze-Dried|冻干', 'Spicy|香辣', 'Original|原味', 'Sea-Salt|海盐']],
      ['Pantry|粮油调味', 48,
        ['Jasmine Rice|茉莉香米', 'Olive Oil|橄榄油', 'Soy Sauce|酱油', 'Oat Flakes|燕麦片', 'Noodles|挂面', 'Honey|蜂蜜'],
        ['Organic|有机', 'Extra|特级', 'Traditional|古法', 'Premium|优选', 'Low-Salt|减盐', 'New-Harvest|新季', 'Farm|农家']],
    ],
  },
  {
    name: 'Mother & Baby|母婴',
    brands: ['Tinyfern|小蕨', 'Cloudlet|云朵', 'Babble|咿呀', 'Kanga & Joey|袋鼠宝贝'],
    variants: ['0–6 Months|0–6个月', '6–12 Months|6–12个月', '1–2 Years|1–2岁', '3+ Years|3岁以上', 'Pack of 2|2件装', 'Pack of 4|4件装'],
    categories: [
      ['Feeding|喂养用品', 89,
        ['Baby Bottle|奶瓶', 'Silicone Bib|硅胶围兜', 'Sippy Cup|吸管杯', 'Baby Spoon Set|婴儿勺套装'],
        ['BPA-Free|不含双酚A', 'Anti-Colic|防胀气', 'Newborn|新生儿', 'Soft|柔软', 'Leak-Proof|防漏', 'Washable|可水洗', 'Wide-Neck|宽口径']],
      ['Baby Care|婴儿护理', 119,
        ['Nappies|纸尿裤', 'Baby Wipes|婴儿湿巾', 'Baby Lotion|婴儿润肤乳', 'Swaddle Blanket|襁褓巾'],
        ['Soft|柔软', 'Newborn|新生儿', 'Fragrance-Free|无香', 'Ultra-Thin|超薄', 'Cotton|纯棉', 'Gentle|温和', 'Breathable|透气']],
      ['Toys|玩具', 99,
        ['Building Blocks|积木', 'Plush Rabbit|毛绒兔', 'Puzzle|拼图', 'Toy Train|玩具火车', 'Stacking Rings|叠叠乐'],
        ['Educational|益智', 'Wooden|木制', 'Magnetic|磁力', 'Soft|柔软', 'Musical|音乐', 'Colourful|彩色', 'Large|大号'],
        ['1–2 Years|1–2岁', '2–3 Years|2–3岁', '3+ Years|3岁以上', '50 Pieces|50件', 'Gift Box|礼盒装', 'Rainbow|彩虹色']],
    ],
  },
  {
    name: 'Sports & Outdoors|运动户外',
    brands: ['Summitra|峰行', 'Kestrel Peak|隼峰', 'Paddlewise|桨知', 'Flexion|弗力'],
    variants: ['Orange|橙色', 'Black|黑色', 'Blue|蓝色', 'Olive|橄榄绿', '1-Person|单人', '2-Person|双人'],
    categories: [
      ['Camping|露营', 319,
        ['Tent|帐篷', 'Sleeping Bag|睡袋', 'Camping Stove|露营炉', 'Folding Chair|折叠椅', 'Headlamp|头灯'],
        ['Ultralight|超轻', 'Windproof|防风', 'Four-Season|四季', 'Folding|折叠', 'Waterproof|防水', 'Family|家庭', 'Thickened|加厚'],
        ['Orange|橙色', 'Olive|橄榄绿', 'Khaki|卡其色', '1-Person|单人', '2-Person|双人']],
      ['Fitness|健身', 99,
        ['Yoga Mat|瑜伽垫', 'Dumbbell|哑铃', 'Resistance Bands|弹力带', 'Skipping Rope|跳绳', 'Foam Roller|泡沫轴'],
        ['Adjustable|可调节', 'Thickened|加厚', 'Non-Slip|防滑', 'Beginner|入门', 'Professional|专业', 'Home|家用', 'Extra-Long|加长'],
        ['Black|黑色', 'Purple|紫色', 'Blue|蓝色', 'Light|轻量级', 'Heavy|重量级']],
      ['Cycling & Water|骑行与水上', 169,
        ['Cycling Helmet|骑行头盔', 'Swimming Goggles|泳镜', 'Water Bottle|运动水壶', 'Dry Bag|防水袋', 'Bike Light|自行车灯'],
        ['Ultralight|超轻', 'Adjustable|可调节', 'Waterproof|防水', 'Anti-Fog|防雾', 'Reflective|反光', 'Professional|专业', 'Kids’|儿童'],
        ['Black|黑色', 'White|白色', 'Blue|蓝色', 'Orange|橙色', 'M|M码', 'L|L码']],
    ],
  },
  {
    name: 'Books & Stationery|图书文具',
    brands: ['Lamplight Press|灯下书局', 'Inkwell|墨池', 'Papyra|纸莎', 'Harbour House|港湾出版'],
    variants: ['Volume 1|第一册', 'Volume 2|第二册', 'Complete Set|全套', 'Revised Edition|修订版', 'A5|A5', 'B5|B5'],
    categories: [
      ['Fiction|小说', 45,
        ['Science Fiction Stories|科幻小说集', 'Mystery Novel|推理小说', 'Historical Novel|历史小说', 'Fantasy Saga|奇幻史诗', 'Short Stories|短篇集'],
        ['Illustrated|插图版', 'Hardcover|精装', 'Pocket|口袋本', 'Annotated|注释版', 'Bilingual|双语', 'Collector’s|珍藏版', 'Award-Winning|获奖'],
        ['Volume 1|第一册', 'Volume 2|第二册', 'Volume 3|第三册', 'Complete Set|全套', 'Revised Edition|修订版', 'First Edition|初版']],
      ['Learning|学习教育', 69,
        ['Guide to Statistics|统计学入门', 'Python Workbook|Python练习册', 'Atlas|地图集', 'English Grammar|英语语法', 'Cookbook|菜谱'],
        ['Illustrated|图解', 'Complete|完全', 'Beginner’s|零基础', 'Advanced|进阶', 'Bilingual|双语', 'Practical|实用', 'Pocket|便携'],
        ['A4|A4', 'Volume 1|上册', 'Volume 2|下册', 'Revised Edition|修订版', 'With Exercises|附练习', 'Second Edition|第二版']],
      ['Stationery|文具', 29,
        ['Notebook|笔记本', 'Fountain Pen|钢笔', 'Gel Pens|中性笔', 'Sketchbook|速写本', 'Desk Calendar|台历'],
        ['Recycled-Paper|再生纸', 'Hardcover|硬壳', 'Quick-Dry|速干', 'Vintage|复古', 'Business|商务', 'Fine|细杆', 'Student|学生'],
        ['A5|A5', 'B5|B5', 'Black|黑色', 'Blue|蓝色', 'Set of 3|3件装', 'Gift Box|礼盒装']],
    ],
  },
  {
    name: 'Pets & Garden|宠物园艺',
    brands: ['Whiskerly|须须', 'Pawson|爪子家', 'Greenthumb|绿拇指', 'Sproutly|萌芽'],
    variants: ['250 g|250克', '500 g|500克', '1 kg|1千克', 'Pack of 2|2件装', 'Pack of 6|6件装', 'Small|小号', 'Large|大号'],
    categories: [
      ['Cat Supplies|猫咪用品', 79,
        ['Cat Food|猫粮', 'Cat Litter|猫砂', 'Scratching Post|猫抓板', 'Cat Teaser|逗猫棒', 'Cat Bed|猫窝'],
        ['Natural|天然', 'Premium|优选', 'Indoor|室内', 'Kitten|幼猫', 'Low-Dust|低尘', 'Extra-Large|特大', 'Durable|耐用']],
      ['Dog Supplies|狗狗用品', 89,
        ['Dog Food|狗粮', 'Dog Leash|牵引绳', 'Chew Toy|磨牙玩具', 'Dog Bed|狗窝'],
        ['Natural|天然', 'Premium|优选', 'Puppy|幼犬', 'Durable|耐用', 'Small-Breed|小型犬', 'Large-Breed|大型犬', 'Washable|可水洗']],
      ['Gardening|园艺', 49,
        ['Plant Pot|花盆', 'Potting Soil|营养土', 'Watering Can|浇水壶', 'Succulent|多肉植物', 'Herb Seeds|香草种子'],
        ['Self-Watering|自动浇水', 'Organic|有机', 'Ceramic|陶瓷', 'Balcony|阳台', 'Starter|入门', 'Mini|迷你', 'Heirloom|传统品种'],
        ['Small|小号', 'Medium|中号', 'Large|大号', 'Pack of 2|2件装', 'Pack of 6|6件装']],
    ],
  },
];
